// Axes of the charts of experiments: of numbers with the words of their figure, or with a place for each value.
import { nameAxis, numberAxis, type NumberAxisOptions, type PlotAxis } from '@common/charts/plot-axis'
import { valueAxis } from '@common/charts/value-axis'
import type { Axis } from '@common/experiments/chart'
import type { ResultColumn } from '@common/experiments/column'
import { figureWords } from '@common/experiments/figure-words'
import { rowValueWords } from '@common/experiments/row-value-words'
import { pageFormats } from '@common/words/format'
import type { AxisValue } from '@contract/sweeps/axis'

/** Most numbers that have a tick each; with more the ticks are round numbers. */
const mostOwnTicks = 10

/** A little room on both sides, so that points at the ends are shown whole. */
const inset = (place: number): number => 0.04 + 0.92 * place

/** The x axis: names have a place each, few numbers a tick each. @param column null: x is a setting */
export function placeAxis(axis: Axis, values: readonly AxisValue[], column: ResultColumn | null): PlotAxis<AxisValue> {
  const text = (value: AxisValue): string => (column && typeof value === 'number' ? figureWords(column.kind, value, pageFormats) : rowValueWords(axis.of, value))
  const numbers = values.filter((value) => typeof value === 'number')
  if (axis.scale === 'category' || numbers.length < values.length || numbers.length < 2) return nameAxis(values, text)
  const plain = numberAxis(numbers, { scale: axis.scale, format: text, most: 6, isTight: column === null })
  const ticks = column === null && numbers.length <= mostOwnTicks ? numbers.map((value) => ({ place: plain.placeOf(value), text: text(value) })) : plain.ticks
  return { ticks: ticks.map((tick) => ({ ...tick, place: inset(tick.place) })), placeOf: (value) => inset(plain.placeOf(Number(value))), at: (place) => plain.at((place - 0.04) / 0.92) }
}

/** The x axis of a figure that is drawn against another: its ends are the outermost values, with room for names beside points. */
export function tightAxis(axis: Axis, values: readonly number[], column: ResultColumn): PlotAxis<number> {
  const plain = axisOf(axis, values, column, { most: 7, isTight: true })
  const wide = (place: number): number => 0.06 + 0.86 * place
  return { ticks: plain.ticks.map((tick) => ({ ...tick, place: wide(tick.place) })), placeOf: (value) => wide(plain.placeOf(value)), at: (place) => plain.at((place - 0.06) / 0.86) }
}

/** An axis of a figure. */
export const figureAxis = (axis: Axis, values: readonly number[], column: ResultColumn): PlotAxis<number> => axisOf(axis, values, column, { most: 5 })

/** Ticks that are round in the figure's unit. */
const axisOf = ({ scale }: Axis, values: readonly number[], { kind }: ResultColumn, options: Pick<NumberAxisOptions, 'most' | 'isTight'>): PlotAxis<number> =>
  valueAxis(kind, values, { ...options, scale: scale === 'log' ? 'log' : 'linear' })
