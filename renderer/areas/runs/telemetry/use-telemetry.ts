// The telemetry of some runs: read once, and again when a run that trains has taken its next sample.
import { toProblem, type Problem } from '@contract/problem'
import type { Telemetry } from '@contract/runs/telemetry'
import { onScopeDispose, shallowReactive, shallowRef, watch, type ShallowRef } from 'vue'
import { ask } from '../../../frame/lab'
import { useRunRecords } from '../run-records'
import { useRuns } from '../runs'

export interface FollowedTelemetry {
  /** By the id of the run; null: the run has not looked (yet). What is not there was not read yet. */
  readonly telemetry: ReadonlyMap<string, Telemetry | null>
  /** Why the last reading failed; null where it succeeded. */
  readonly problem: Readonly<ShallowRef<Problem | null>>
}

/** Milliseconds between two readings of the same run; more where reading took long, so that it never fills the lab's time. */
const leastPause = 1000
const pauseByDuration = 10

/** @param ids of the runs to follow, at the moment */
export function useTelemetry(ids: () => readonly string[]): FollowedTelemetry {
  const [runs, records] = [useRuns(), useRunRecords()]
  const telemetry = shallowReactive(new Map<string, Telemetry | null>())
  const problem = shallowRef<Problem | null>(null)
  /** Until the next reading of a run may begin. */
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  /** Runs that changed while they could not be read. */
  const waiting = new Set<string>()

  async function read(id: string): Promise<void> {
    if (timers.has(id)) {
      waiting.add(id)
      return
    }
    timers.set(id, setTimeout(() => undefined))
    const begin = performance.now()
    try {
      telemetry.set(id, await ask('telemetry', id))
      problem.value = null
    } catch (error) {
      problem.value = toProblem(error)
    }
    timers.set(id, setTimeout(() => {
      timers.delete(id)
      if (waiting.delete(id)) void read(id)
    }, Math.max(leastPause, pauseByDuration * (performance.now() - begin))))
  }

  /** What tells that a run may have a new sample: how many are due, and its state. */
  function news(id: string): string {
    const record = records.recordOf(id)
    if (!record) return id
    const step = Math.max(runs.latest.get(id)?.step ?? 0, record.step)
    return `${id} ${Math.floor(step / (record.spec.telemetrySteps ?? Infinity))} ${record.status}`
  }

  watch(() => ids().map((id) => [id, news(id)] as const), (now, before) => {
    const known = new Map(before)
    for (const [id, told] of now) if (known.get(id) !== told) void read(id)
  }, { immediate: true })
  onScopeDispose(() => {
    for (const timer of timers.values()) clearTimeout(timer)
    waiting.clear()
  })
  return { telemetry, problem }
}
