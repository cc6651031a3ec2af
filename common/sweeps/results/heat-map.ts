// The cells of a heat map: two settings of a sweep, and the mean of a figure over all the rest.
import { meanAndSpread, type MeanAndSpread } from '../../statistics/mean-and-spread'
import type { AxisValue } from '@contract/sweeps/axis'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import { numberAxis } from '../../charts/plot-axis'
import { shortNumber, valueText, type ResultAxis } from './result-axes'
import type { ResultRow } from './result-rows'

/** A value of a setting, or a range of values of a random design. */
export interface HeatBin {
  readonly text: string
  readonly holds: (value: AxisValue) => boolean
}

export interface HeatCell {
  readonly rows: readonly ResultRow[]
  /** Over the means of its rows; null where none has the figure. */
  readonly spread: MeanAndSpread | null
}

export interface HeatMap {
  readonly columns: readonly HeatBin[]
  /** From top to bottom: the largest number first, as on a chart. */
  readonly lines: readonly HeatBin[]
  /** By line, then column. */
  readonly cells: readonly (readonly HeatCell[])[]
}

/** Most values of an axis that have a column each; more are put into ranges. */
const mostValues = 12

/** Ranges that many values are put into. */
const ranges = 6

export function binsOf({ setting, scale, values }: ResultAxis): HeatBin[] {
  const numbers = values.filter((value) => typeof value === 'number')
  if (values.length <= mostValues || scale === 'category') return values.map((value) => ({ text: valueText(setting, value), holds: (own) => own === value }))
  const axis = numberAxis(numbers, { scale, format: shortNumber, most: ranges, isTight: true })
  return Array.from({ length: ranges }, (_, index) => {
    const [from, to] = [axis.at(index / ranges), axis.at((index + 1) / ranges)]
    const text = `${twoDigits(from)} – ${twoDigits(to)}`
    return { text, holds: (own) => typeof own === 'number' && Math.min(Math.floor(axis.placeOf(own) * ranges), ranges - 1) === index }
  })
}

const twoDigits = (value: number): string => shortNumber(Number(value.toPrecision(2)))

export function heatMap(rows: readonly ResultRow[], { x, y, figure }: { readonly x: ResultAxis; readonly y: ResultAxis; readonly figure: PointFigure }): HeatMap {
  const columns = binsOf(x)
  const lines = y.scale === 'category' ? binsOf(y) : binsOf(y).reverse()
  const cells = lines.map((line) =>
    columns.map((column): HeatCell => {
      const own = rows.filter(({ values }) => line.holds(values[y.setting] ?? null) && column.holds(values[x.setting] ?? null))
      return { rows: own, spread: meanAndSpread(own.flatMap(({ figures }) => (figures[figure] ? [figures[figure].mean] : []))) }
    }),
  )
  return { columns, lines, cells }
}
