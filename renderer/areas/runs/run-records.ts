// Records of runs that pages show, whether they go on now or ended long ago: each is read once, and follows the events.
import type { RunRecord } from '@contract/runs/run-record'
import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import { ask } from '../../frame/lab'
import { useLabEvents } from '../../frame/lab-events'
import { useRuns } from './runs'

export const useRunRecords = defineStore('run-records', () => {
  const runs = useRuns()
  const read = shallowReactive(new Map<string, RunRecord>())

  useLabEvents().handle({
    run: ({ run }) => {
      if (read.has(run.id)) read.set(run.id, run)
    },
    removed: ({ runId }) => {
      read.delete(runId)
    },
  })

  /** Reads the records that are not known yet, and keeps all of them. @throws LabError `run/unknown` */
  async function load(ids: readonly string[]): Promise<void> {
    await Promise.all(ids.map(async (id) => {
      runs.hold(id)
      if (!recordOf(id)) read.set(id, await ask('record', id))
    }))
  }

  /** A record; null while it is not read. */
  function recordOf(id: string): RunRecord | null {
    return runs.records.get(id) ?? read.get(id) ?? null
  }

  return { load, recordOf }
})
