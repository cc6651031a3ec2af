// Which rows of results lie within the ranges that are chosen on the axes of the parallel coordinates.
import type { AxisPath, AxisValue } from '@contract/sweeps/axis'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import type { ResultAxis } from '@common/sweeps/results/result-axes'
import type { ResultRow } from '@common/sweeps/results/result-rows'

/** What is chosen on one axis: numbers between two ends (null: no end), or some of several values. */
export type Brush = { readonly kind: 'range'; readonly low: number | null; readonly high: number | null } | { readonly kind: 'values'; readonly values: readonly AxisValue[] }

/** The brush of each axis by its setting, and that of the figure under `figure`. An axis without one lets all pass. */
export type Brushes = ReadonlyMap<AxisPath | 'figure', Brush>

function passes(brush: Brush | undefined, value: AxisValue): boolean {
  if (brush === undefined) return true
  if (brush.kind === 'values') return brush.values.includes(value)
  return typeof value === 'number' && value >= (brush.low ?? -Infinity) && value <= (brush.high ?? Infinity)
}

/** The rows that pass the brushes of all axes; a brush on the figure leaves out rows that do not have it. */
export function brushedRows(rows: readonly ResultRow[], brushes: Brushes, figure: PointFigure): ResultRow[] {
  if (brushes.size === 0) return [...rows]
  const ofSettings = [...brushes].filter(([name]) => name !== 'figure')
  return rows.filter((row) => passes(brushes.get('figure'), row.figures[figure]?.mean ?? null) && ofSettings.every(([name, brush]) => passes(brush, row.values[name] ?? null)))
}

/** The brushes with another one on an axis; null, or one that lets all pass, takes it off. */
export function withBrush(brushes: Brushes, axis: AxisPath | 'figure', brush: Brush | null): Brushes {
  const next = new Map(brushes)
  const isOpen = brush === null || (brush.kind === 'range' ? brush.low === null && brush.high === null : brush.values.length === 0)
  if (isOpen) next.delete(axis)
  else next.set(axis, brush)
  return next
}

/**
 * The brush of a stretch that was drawn along an axis; null where it holds nothing of an axis of names.
 * @param ends places on the axis, from 0 to 1, in either order
 * @param at the value at a place, on an axis of names the number of the name with fractions
 */
export function brushOf(axis: Pick<ResultAxis, 'scale' | 'values'>, ends: readonly [number, number], at: (place: number) => number): Brush | null {
  const [low, high] = [at(Math.min(...ends)), at(Math.max(...ends))]
  if (axis.scale !== 'category') return { kind: 'range', low: Number(low.toPrecision(4)), high: Number(high.toPrecision(4)) }
  const values = axis.values.filter((_, index) => index >= low && index <= high)
  return values.length === 0 ? null : { kind: 'values', values }
}
