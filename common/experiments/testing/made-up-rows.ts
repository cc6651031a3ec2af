// Made-up rows of results for tests of what is said about them.
import type { ResultRow } from '@contract/experiments/result-row'
import type { RowGroup } from '../row-groups'

/** A finished run's row. */
export function madeUpRow(figures: ResultRow['figures'], others: Partial<ResultRow> = {}): ResultRow {
  return { part: 'part', values: {}, seed: 0, run: null, point: 1, status: 'completed', figures, ...others }
}

/** A group with one finished run for each value of a figure. */
export function madeUpGroup(label: string, figure: string, values: readonly number[], ofPlace: ResultRow['values'] = {}): RowGroup {
  return { part: 'part', label, values: ofPlace, rows: values.map((value, seed) => madeUpRow({ [figure]: value }, { values: ofPlace, seed })) }
}
