// The orders in which the list of runs can stand.
import type { RunRecord } from '@contract/runs/run-record'

export type SortKey = 'title' | 'testAccuracy' | 'trainLoss' | 'elapsedSeconds' | 'createdAt'

export interface Sorting {
  readonly key: SortKey
  readonly descending: boolean
}

/** Which end of a column one looks for first. */
const descendingFirst: Readonly<Record<SortKey, boolean>> = {
  title: false,
  testAccuracy: true,
  trainLoss: false,
  elapsedSeconds: true,
  createdAt: true,
}

/** The order after a click on a column: its natural one, then the other way round. */
export function sortedBy(key: SortKey, before: Sorting): Sorting {
  return { key, descending: before.key === key ? !before.descending : descendingFirst[key] }
}

/** The runs in order; those without a value come last, whichever way round. */
export function sortRuns(runs: readonly RunRecord[], { key, descending }: Sorting): RunRecord[] {
  const known = runs.filter((run) => run[key] !== null)
  const unknown = runs.filter((run) => run[key] === null)
  known.sort((a, b) => {
    const [x, y] = [a[key], b[key]]
    const order = typeof x === 'string' && typeof y === 'string' ? x.localeCompare(y) : Number(x) - Number(y)
    return descending ? -order : order
  })
  return [...known, ...unknown]
}
