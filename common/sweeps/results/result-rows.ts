// The points of a sweep by their settings: runs that differ only in their seed are one row, with mean and spread of each figure.
import type { MeanAndSpread } from '../../statistics/mean-and-spread'
import { figureOf, groupsOf } from '../sweep-groups'
import type { AxisValue } from '@contract/sweeps/axis'
import type { PointFigure, PointStatus, SweepPoint } from '@contract/sweeps/sweep-record'
import { compareFigures, figureNames } from './result-figures'

export interface ResultRow {
  /** Number of its first point. */
  readonly number: number
  readonly values: Readonly<Record<string, AxisValue>>
  /** One for each seed. */
  readonly points: readonly SweepPoint[]
  /** Null where no point has the figure. */
  readonly figures: Readonly<Record<PointFigure, MeanAndSpread | null>>
}

/** The rows in the order of the sweep. */
export function rowsOf(points: readonly SweepPoint[]): ResultRow[] {
  return groupsOf(points).map((group) => ({
    number: group.points[0]?.number ?? 0,
    values: group.values,
    points: group.points,
    figures: Object.fromEntries(figureNames.map((figure) => [figure, figureOf(group, figure)])) as ResultRow['figures'],
  }))
}

/** What is said of a row as a whole: the first of these states that one of its points has. */
const weightiest: readonly PointStatus[] = ['failed', 'running', 'queued', 'stopped', 'waiting', 'halted', 'completed']

export function statusOfRow({ points }: ResultRow): PointStatus {
  return weightiest.find((status) => points.some((point) => point.status === status)) ?? 'waiting'
}

/** What rows are sorted by: their number, a setting, or a figure. */
export type RowOrder = { readonly by: 'number' } | { readonly by: 'setting'; readonly setting: string; readonly values: readonly AxisValue[] } | { readonly by: 'figure'; readonly figure: PointFigure }

/** The rows in order; those without the figure come last in both directions. A figure's natural direction is the better first. */
export function sortRows(rows: readonly ResultRow[], order: RowOrder, isReversed: boolean): ResultRow[] {
  const sign = isReversed ? -1 : 1
  switch (order.by) {
    case 'number':
      return [...rows].sort((a, b) => sign * (a.number - b.number))
    case 'setting': {
      const places = new Map(order.values.map((value, place) => [value, place]))
      const place = ({ values }: ResultRow): number => places.get(values[order.setting] ?? null) ?? 0
      return [...rows].sort((a, b) => sign * (place(a) - place(b)) || a.number - b.number)
    }
    case 'figure': {
      const mean = ({ figures }: ResultRow): number | null => figures[order.figure]?.mean ?? null
      return [...rows].sort((a, b) => {
        const [x, y] = [mean(a), mean(b)]
        if (x === null || y === null) return Number(x === null) - Number(y === null) || a.number - b.number
        return sign * compareFigures(order.figure, x, y) || a.number - b.number
      })
    }
  }
}

/** The row with the best mean of a figure; null where none has it, or neither way is better. */
export function bestRow(rows: readonly ResultRow[], figure: PointFigure): ResultRow | null {
  const [first] = sortRows(rows, { by: 'figure', figure }, false)
  return first?.figures[figure] ? first : null
}
