// Sorts the list of runs by a column.
import type { RunRecord } from '@contract/runs/run-record'
import { peakMemory } from './memory'

interface Order {
  /** The value that runs are ordered by; null where a run has none. */
  readonly value: (run: RunRecord) => string | number | null
  /** Whether the largest value comes first at the first click. */
  readonly descendingFirst: boolean
}

const orders = {
  title: { value: (run) => run.title, descendingFirst: false },
  batchSize: { value: (run) => run.spec.batchSize, descendingFirst: false },
  trainLoss: { value: (run) => run.trainLoss, descendingFirst: false },
  testAccuracy: { value: (run) => run.testAccuracy, descendingFirst: true },
  imagesPerSecond: { value: (run) => run.imagesPerSecond, descendingFirst: true },
  memory: { value: peakMemory, descendingFirst: false },
  elapsedSeconds: { value: (run) => run.elapsedSeconds, descendingFirst: true },
  createdAt: { value: (run) => run.createdAt, descendingFirst: true },
} as const satisfies Readonly<Record<string, Order>>

export type SortKey = keyof typeof orders

export interface Sorting {
  readonly key: SortKey
  readonly descending: boolean
}

/** The order after a click on a column: the column's natural order, and after a second click the reverse. */
export function sortedBy(key: SortKey, before: Sorting): Sorting {
  return { key, descending: before.key === key ? !before.descending : orders[key].descendingFirst }
}

/** The runs in order; those without a value come last in both directions. */
export function sortRuns(runs: readonly RunRecord[], { key, descending }: Sorting): RunRecord[] {
  const { value }: Order = orders[key]
  const known = runs.filter((run) => value(run) !== null)
  const unknown = runs.filter((run) => value(run) === null)
  known.sort((a, b) => {
    const [x, y] = [value(a), value(b)]
    const order = typeof x === 'string' && typeof y === 'string' ? x.localeCompare(y) : Number(x) - Number(y)
    return descending ? -order : order
  })
  return [...known, ...unknown]
}
