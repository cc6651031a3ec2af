// Axes of the charts of experiments: of numbers with the words of their figure, or with a place for each value.
import type { Axis } from '@common/experiments/chart'
import type { ResultColumn } from '@common/experiments/column'
import { figureWords } from '@common/experiments/figure-words'
import { axisValueWords } from '@common/sweeps/sweep-words'
import { pageFormats } from '@common/words/format'
import type { AxisValue } from '@contract/sweeps/axis'
import { nameAxis, numberAxis, type PlotAxis } from '@common/charts/plot-axis'

/** Most numbers that have a tick each; with more the ticks are round numbers. */
const mostOwnTicks = 10

/** A little room on both sides, so that points at the ends are shown whole. */
const inset = (place: number): number => 0.04 + 0.92 * place

/** The x axis: names have a place each, few numbers a tick each. @param column null: x is a setting */
export function placeAxis(axis: Axis, values: readonly AxisValue[], column: ResultColumn | null): PlotAxis<AxisValue> {
  const text = (value: AxisValue): string => (column && typeof value === 'number' ? figureWords(column.kind, value, pageFormats) : axisValueWords(axis.of, value))
  const numbers = values.filter((value) => typeof value === 'number')
  if (axis.scale === 'category' || numbers.length < values.length || numbers.length < 2) return nameAxis(values, text)
  const plain = numberAxis(numbers, { scale: axis.scale, format: text, most: 6, isTight: column === null })
  const ticks = column === null && numbers.length <= mostOwnTicks ? numbers.map((value) => ({ place: plain.placeOf(value), text: text(value) })) : plain.ticks
  return { ticks: ticks.map((tick) => ({ ...tick, place: inset(tick.place) })), placeOf: (value) => inset(plain.placeOf(Number(value))), at: (place) => plain.at((place - 0.04) / 0.92) }
}

/** The x axis of a figure that is drawn against another: its ends are the outermost values, with room for names beside points. */
export function tightAxis(axis: Axis, values: readonly number[], column: ResultColumn): PlotAxis<number> {
  const plain = numberAxis(values, { scale: axis.scale === 'log' ? 'log' : 'linear', format: (value) => tickWords(column, value), most: 7, isTight: true })
  const wide = (place: number): number => 0.06 + 0.86 * place
  return { ticks: plain.ticks.map((tick) => ({ ...tick, place: wide(tick.place) })), placeOf: (value) => wide(plain.placeOf(value)), at: (place) => plain.at((place - 0.06) / 0.86) }
}

/** An axis of a figure. */
export function figureAxis(axis: Axis, values: readonly number[], column: ResultColumn): PlotAxis<number> {
  return numberAxis(values, { scale: axis.scale === 'log' ? 'log' : 'linear', format: (value) => tickWords(column, value), most: 5 })
}

/** A value of a figure on an axis, without needless digits. */
function tickWords({ kind }: ResultColumn, value: number): string {
  if (kind === 'share') return `${Number((value * 100).toPrecision(4))}\u00a0%`
  if (kind === 'count' || kind === 'flops' || kind === 'rate') return value < 10_000 ? value.toLocaleString('en', { maximumSignificantDigits: 4 }) : pageFormats.formatCompactCount(value).replace(/\.0+(?=\D)/, '').replace(/(\.\d*?)0+(?=\D)/, '$1')
  return figureWords(kind, value, pageFormats)
}
