// Which runs of an experiment are those that its sweeps ask for, or the beginnings of them, so that a larger size does no work twice.
import { divergedCode } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import { isActive } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { dependsOnLength } from '@contract/training/schedule'
import type { FindKnownRun, KnownRun } from '../sweeps/known-run'

/** The same text for specs whose runs end with the same parameters. */
export const runKey = (spec: RunSpec): string => JSON.stringify({ ...spec, checkpointMinutes: 0 })

/** The same for specs that differ in nothing but the number of epochs. */
const keyOfAnyLength = (spec: RunSpec): string => runKey({ ...spec, epochs: 0 })

/**
 * Finds runs by their spec: first one that is the same in everything, else one of fewer epochs that goes on to be the same. That is exact unless the schedule of the learning rate follows
 * from the number of epochs.
 * @param wanted the runs that all parts ask for; one of these is never made longer for another
 */
export function findAmong(runs: readonly RunRecord[], wanted: readonly RunSpec[]): FindKnownRun {
  const ended = runs.filter(({ status }) => !isActive(status)).sort((a, b) => doneShare(b) - doneShare(a))
  const wantedKeys = new Set(wanted.map(runKey))
  const taken = new Set<string>()
  return (spec) => {
    const same = ended.find((run) => runKey(run.spec) === runKey(spec))
    if (same) return known(same, spec, null)
    if (dependsOnLength[spec.schedule.name]) return null
    const key = keyOfAnyLength(spec)
    const shorter = ended
      .filter((run) => run.spec.epochs < spec.epochs && run.epochs.length > 0 && !taken.has(run.id) && !wantedKeys.has(runKey(run.spec)) && keyOfAnyLength(run.spec) === key)
      .sort((a, b) => b.epochs.length - a.epochs.length)[0]
    if (!shorter) return null
    taken.add(shorter.id)
    return known(shorter, spec, spec.epochs)
  }
}

/** @param epochs that the run is given; null: it has them */
function known(run: RunRecord, { epochs: wanted }: RunSpec, epochs: number | null): KnownRun {
  const status = statusOf(run, epochs !== null)
  return { run: run.id, epochs, status, doneShare: status === 'waiting' ? run.epochs.length / wanted : 1 }
}

/** A run that has ended early, or whose loss has become infinite, would do so again. */
function statusOf({ status, problem, epochs, spec }: RunRecord, isLonger: boolean): KnownRun['status'] {
  if (problem?.code === divergedCode) return 'failed'
  return status === 'completed' && (!isLonger || epochs.length < spec.epochs) ? 'completed' : 'waiting'
}

const doneShare = ({ status, epochs, spec }: RunRecord): number => (status === 'completed' ? 1 : epochs.length / (spec.epochs + 1))
