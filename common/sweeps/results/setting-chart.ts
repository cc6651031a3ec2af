// What the chart of a figure over a setting draws: a mark for each row of results, and lines through the means, all or by the values of a second setting.
import { meanAndSpread } from '../../statistics/mean-and-spread'
import type { AxisValue } from '@contract/sweeps/axis'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import type { ResultAxis } from './result-axes'
import type { ResultRow } from './result-rows'

/** A row of results in the chart. */
export interface ChartMark {
  readonly row: ResultRow
  readonly x: AxisValue
  readonly mean: number
  /** One standard deviation between seeds below and above the mean; null: there is one seed. */
  readonly low: number | null
  readonly high: number | null
  readonly group: number
}

export interface MeanLine {
  readonly group: number
  readonly points: readonly { readonly x: AxisValue; readonly mean: number }[]
}

export interface SettingChartContent {
  readonly marks: readonly ChartMark[]
  readonly lines: readonly MeanLine[]
}

/** Most values of the second setting that have a line each, which is the number of colours for them. */
export const mostGroups = 5

/**
 * @param by the setting whose values have a colour and a line each; null: all in one
 */
export function settingChart(rows: readonly ResultRow[], { axis, by, figure }: { readonly axis: ResultAxis; readonly by: ResultAxis | null; readonly figure: PointFigure }): SettingChartContent {
  const marks = rows.flatMap((row): ChartMark[] => {
    const spread = row.figures[figure]
    if (!spread) return []
    const group = by === null ? 0 : by.values.indexOf(row.values[by.setting] ?? null)
    const { mean, deviation } = spread
    return [{ row, x: row.values[axis.setting] ?? null, mean, low: deviation === null ? null : mean - deviation, high: deviation === null ? null : mean + deviation, group }]
  })
  const groups = [...new Set(marks.map(({ group }) => group))].sort((a, b) => a - b)
  return { marks, lines: groups.flatMap((group) => lineOf(marks.filter((mark) => mark.group === group), group, axis)) }
}

/** The line through the means at each value; none where values have no order, or were drawn, as it would only join noise. */
function lineOf(marks: readonly ChartMark[], group: number, axis: ResultAxis): MeanLine[] {
  if (!axis.isListed || axis.scale === 'category') return []
  const byValue = new Map<AxisValue, number[]>()
  for (const { x, mean } of marks) byValue.set(x, [...(byValue.get(x) ?? []), mean])
  const points = axis.values.flatMap((x) => {
    const own = meanAndSpread(byValue.get(x) ?? [])
    return own ? [{ x, mean: own.mean }] : []
  })
  return points.length > 1 ? [{ group, points }] : []
}
