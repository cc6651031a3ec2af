// An axis of values of one kind: ticks that are round in the unit in which they are written, all of a linear axis in the same.
import type { ValueKind } from '@contract/reports/report-chart'
import { numberAxis, type NumberAxisOptions, type NumberTick, type PlotAxis } from './plot-axis'
import { tickWords, valueTicks } from './tick-words'

export function valueAxis(kind: ValueKind, values: readonly number[], options: Pick<NumberAxisOptions, 'scale' | 'most' | 'isTight'>): PlotAxis<number, NumberTick> {
  const plain = numberAxis(values, { ...options, format: String, ticksOf: (low, high, most) => valueTicks(kind, low, high, most) })
  const words = tickWords(kind, plain.ticks.map(({ value }) => value), options.scale, '\u00a0')
  return { ...plain, ticks: plain.ticks.map((tick, index) => ({ ...tick, text: words[index] ?? '' })) }
}
