// The queue of the page: its order follows events, and moves are drawn at once, told, and asked of the lab.
import { firstQueueChoices, type QueueState } from '@contract/runs/run-queue'
import { runRecord } from '@contract/testing/sample-runs'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { useAnnouncer } from '../../../frame/announcer'
import { installLab } from '../../../testing/lab-in-memory'
import { useRuns } from '../runs'
import { useQueue } from './queue'

const stateOf = (...waiting: string[]): QueueState => ({ ...firstQueueChoices, waiting, cutShort: [], takenOver: 0 })

beforeEach(() => {
  setActivePinia(createPinia())
})

it('shows waiting runs in the order that the lab tells, and moves one at once', async () => {
  let answer: ((state: QueueState) => void) | undefined
  const lab = installLab({
    currentRuns: () => ['a', 'b', 'c'].map((id) => runRecord({ id, title: `Run ${id}`, status: 'queued' })),
    reorderQueue: () => new Promise<QueueState>((resolve) => { answer = resolve }),
  })
  await useRuns().load()
  const queue = useQueue()
  lab.tell({ type: 'queue', queue: stateOf('c', 'a', 'b') })
  expect(queue.waiting.map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  const moving = queue.move(runRecord({ id: 'b', title: 'Run b' }), 'up')
  expect(queue.waiting.map(({ id }) => id)).toEqual(['c', 'b', 'a'])
  expect(useAnnouncer().text).toBe('Run b is now number 2 of 3 that wait.')
  await expect.poll(() => answer).toBeDefined()
  answer?.(stateOf('b', 'a')) // c has begun meanwhile
  await moving
  expect(lab.asked).toHaveBeenCalledWith('reorderQueue', ['c', 'b', 'a'])
  expect(queue.waiting.map(({ id }) => id)).toEqual(['b', 'a'])
})

it('keeps the runs that were cut short until it is decided about them, whatever trains meanwhile', async () => {
  const lab = installLab({ currentRuns: () => [runRecord({ id: 'cut', status: 'interrupted', createdAt: '2025-01-01T00:00:00Z' })], queue: () => ({ ...stateOf(), cutShort: ['cut'] }) })
  await useRuns().load()
  const queue = useQueue()
  await queue.load()
  await nextTick()
  for (let second = 10; second < 60; second++) lab.tell({ type: 'run', run: runRecord({ id: `${second}`, status: 'completed', createdAt: `2025-01-02T00:00:${second}Z` }) })
  expect(queue.cutShort.map(({ id }) => id)).toEqual(['cut'])
})

it('has every run that was cut short, though the page begins with the newest ended one alone', async () => {
  const cut = (id: string) => runRecord({ id, title: `Run ${id}`, status: 'interrupted' })
  const lab = installLab({ currentRuns: () => [cut('c')], queue: () => ({ ...stateOf(), cutShort: ['a', 'b', 'c'] }), record: (id) => cut(id) })
  await useRuns().load()
  const queue = useQueue()
  await queue.load()
  await expect.poll(() => queue.cutShort.map(({ title }) => title)).toEqual(['Run a', 'Run b', 'Run c'])
  lab.tell({ type: 'queue', queue: { ...stateOf(), cutShort: ['a'] } })
  expect(queue.cutShort.map(({ id }) => id)).toEqual(['a'])
})
