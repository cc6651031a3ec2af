// The order of turns: runs begin in it, change it, give their turn away while they are paused, and train side by side where there is room.
import type { RunRecord } from '@contract/runs/run-record'
import { describe, expect, it } from 'vitest'
import { finishedRun } from '../../testing/finished-run'
import type { RunSupervisor } from '../supervisor/run-supervisor'
import { RunQueue } from './run-queue'

/** A queue of runs that end when the test says so. */
function openQueue(hasRoom: (id: string) => boolean = () => true, onEnded: () => void = () => undefined) {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const queue = new RunQueue({
    begin: (run) => {
      begun.push(run.id)
      const ended = new Promise<void>((resolve) => ends.set(run.id, resolve))
      return { record: run, ended, pause: () => Promise.resolve(run), resume: () => Promise.resolve(run) } as unknown as RunSupervisor
    },
    onEnded,
    hasRoom: (run) => Promise.resolve(hasRoom(run.id)),
    onChanged: () => undefined,
  })
  const add = (...ids: string[]): void => {
    queue.add(ids.map((id): RunRecord => ({ ...finishedRun().run, id })))
  }
  const supervisor = (id: string): RunSupervisor => {
    const found = queue.supervisorOf(id)
    if (!found) throw new Error(`${id} has no engine process`)
    return found
  }
  return { queue, begun, add, supervisor, end: (id: string) => ends.get(id)?.(), waiting: () => queue.waiting.map(({ id }) => id), going: () => queue.going.map(({ record }) => record.id) }
}

it('begins the next run though an exception is thrown after the end of the one before', async () => {
  const { queue, begun, add, end } = openQueue(undefined, () => {
    throw new Error('nothing could be learnt')
  })
  add('a', 'b')
  end('a')
  await expect.poll(() => begun).toEqual(['a', 'b'])
  end('b')
  await expect.poll(() => queue.active).toEqual([])
})

it('changes the order of those that wait; who is not named follows, who does not wait is passed over', async () => {
  const { queue, begun, add, end, waiting } = openQueue()
  add('a', 'b', 'c', 'd')
  queue.reorder(['d', 'a', 'c'])
  expect(waiting()).toEqual(['d', 'c', 'b'])
  for (const id of ['a', 'd', 'c']) {
    end(id)
    await expect.poll(() => queue.supervisorOf(id)).toBeNull()
  }
  expect(begun).toEqual(['a', 'd', 'c', 'b'])
})

it('begins nothing while it is held', async () => {
  const { queue, begun, add, end, waiting } = openQueue()
  queue.hold(true)
  add('a', 'b')
  expect(waiting()).toEqual(['a', 'b'])
  queue.hold(false)
  queue.hold(true)
  end('a')
  await expect.poll(() => queue.active).toEqual([])
  expect(begun).toEqual(['a'])
})

describe('a paused run', () => {
  it('gives its turn to the next, waits in front of all to go on, and goes on when there is room', async () => {
    const { queue, begun, add, end, supervisor, waiting, going } = openQueue()
    add('a', 'b', 'c')
    await queue.pause(supervisor('a'))
    expect(begun).toEqual(['a', 'b'])
    await queue.resume(supervisor('a'))
    expect(waiting()).toEqual(['a', 'c'])
    end('b')
    await expect.poll(going).toEqual(['a'])
    expect(begun).toEqual(['a', 'b'])
  })

  it('keeps its turn where it is to go on again before the pause was answered', async () => {
    const { queue, begun, add, supervisor, going } = openQueue()
    add('a', 'b')
    await Promise.all([queue.pause(supervisor('a')), queue.resume(supervisor('a'))])
    expect(going()).toEqual(['a'])
    expect(begun).toEqual(['a'])
  })

  it('leaves the queue when it ends', async () => {
    const { queue, add, end, supervisor, waiting } = openQueue()
    add('a', 'b')
    await queue.pause(supervisor('a'))
    await queue.resume(supervisor('a'))
    end('a')
    await expect.poll(waiting).toEqual([])
  })
})

describe('side by side', () => {
  it('begins as many as may train at once, and the next when one has ended', async () => {
    const { queue, add, end, going, waiting } = openQueue()
    queue.allow(2)
    add('a', 'b', 'c')
    await expect.poll(going).toEqual(['a', 'b'])
    expect(waiting()).toEqual(['c'])
    expect(queue.trainedAlone('a')).toBe(false)
    end('a')
    await expect.poll(going).toEqual(['b', 'c'])
  })

  it('keeps a run without room waiting until it is alone, and nobody overtakes it', async () => {
    const { queue, add, end, going, waiting } = openQueue((id) => id !== 'large')
    queue.allow(2)
    add('a', 'large', 'small')
    await new Promise((resolve) => setTimeout(resolve, 10))
    expect(going()).toEqual(['a'])
    expect(waiting()).toEqual(['large', 'small'])
    end('a')
    await expect.poll(going).toEqual(['large', 'small'])
  })
})
