// The queue goes on whatever happens after the end of a run.
import type { RunRecord } from '@contract/runs/run-record'
import { expect, it } from 'vitest'
import { finishedRun } from '../testing/finished-run'
import { RunQueue } from './run-queue'
import type { RunSupervisor } from './supervisor/run-supervisor'

it('begins the next run though an exception is thrown after the end of the one before', async () => {
  const begun: string[] = []
  const queue = new RunQueue({
    begin: (run) => {
      begun.push(run.id)
      return { record: run, ended: Promise.resolve(run) } as unknown as RunSupervisor
    },
    onEnded: () => {
      throw new Error('nothing could be learnt')
    },
  })
  const run = (id: string): RunRecord => ({ ...finishedRun().run, id })
  queue.add(run('a'))
  queue.add(run('b'))
  await expect.poll(() => begun).toEqual(['a', 'b'])
  await expect.poll(() => queue.active).toBeNull()
})
