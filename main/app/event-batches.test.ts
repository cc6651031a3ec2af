// Events reach the page in order, at most ten batches a second, and none that counts is lost.
import type { LabEvent } from '@contract/runs/events'
import type { EpochResult, ProgressPoint } from '@contract/runs/run-record'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressInterval } from '@contract/runs/progress-interval'
import { EventBatches } from './event-batches'

function progress(step: number, runId = 'a'): LabEvent {
  return { type: 'progress', runId, point: { step } as ProgressPoint }
}

function epoch(number: number): LabEvent {
  return { type: 'epoch', runId: 'a', result: { epoch: number } as EpochResult }
}

describe('EventBatches', () => {
  const batches: (readonly LabEvent[])[] = []
  let feed: EventBatches

  beforeEach(() => {
    vi.useFakeTimers()
    batches.length = 0
    feed = new EventBatches((batch) => batches.push(batch))
  })
  afterEach(() => {
    feed.close()
    vi.useRealTimers()
  })

  it('delivers a lone event at once', () => {
    feed.add(progress(1))
    expect(batches).toEqual([[progress(1)]])
  })

  it('keeps only the newest progress of each run that waits', () => {
    feed.add(progress(1))
    for (const event of [progress(2), progress(7, 'b'), progress(3)]) feed.add(event)
    vi.advanceTimersByTime(progressInterval)
    expect(batches[1]).toEqual([progress(7, 'b'), progress(3)])
  })

  it('loses no epoch and keeps the order', () => {
    feed.add(progress(1))
    for (const event of [epoch(1), progress(2), epoch(2), { type: 'removed', runId: 'z' } as const]) feed.add(event)
    vi.advanceTimersByTime(progressInterval)
    expect(batches[1]).toEqual([epoch(1), progress(2), epoch(2), { type: 'removed', runId: 'z' }])
  })

  it('sends no more than ten batches a second, however fast events come', () => {
    for (let millisecond = 0; millisecond < 1000; millisecond++) {
      feed.add(progress(millisecond))
      vi.advanceTimersByTime(1)
    }
    expect(batches.length).toBeLessThanOrEqual(11) // the first at once, and one each tenth of a second
    vi.advanceTimersByTime(progressInterval)
    expect(batches.at(-1)).toEqual([progress(999)])
  })

  it('rests when nothing comes, and is silent when closed', () => {
    feed.add(progress(1))
    vi.advanceTimersByTime(10 * progressInterval)
    expect(vi.getTimerCount()).toBe(0)
    feed.add(progress(2))
    feed.add(progress(3))
    feed.close()
    vi.advanceTimersByTime(progressInterval)
    expect(batches).toEqual([[progress(1)], [progress(2)]])
  })
})
