// The axis of a chart for a setting or a figure of a sweep.
import type { AxisValue } from '@contract/sweeps/axis'
import type { PointFigure } from '@contract/sweeps/sweep-record'
import { nameAxis, numberAxis, type PlotAxis } from '@common/charts/plot-axis'
import { valueAxis } from '@common/charts/value-axis'
import { valueText, shortNumber, type ResultAxis } from '@common/sweeps/results/result-axes'
import { resultFigures } from '@common/sweeps/results/result-figures'

/** Most listed numbers that have a tick each; with more, or drawn ones, the ticks are round numbers. */
const mostOwnTicks = 8

/** The axis of a setting: with a tick at each of its values where they are few. */
export function settingAxis({ setting, scale, values, isListed }: ResultAxis): PlotAxis<AxisValue> {
  const text = (value: AxisValue): string => valueText(setting, value)
  const numbers = values.filter((value) => typeof value === 'number')
  if (scale === 'category' || numbers.length < 2) return nameAxis(values, text)
  const axis = numberAxis(numbers, { scale, format: shortNumber, most: 6, isTight: true })
  // A little room on both sides, so that points at the ends are shown whole.
  const inset = (place: number): number => 0.04 + 0.92 * place
  const ticks = isListed && numbers.length <= mostOwnTicks ? numbers.map((value) => ({ place: axis.placeOf(value), text: text(value) })) : axis.ticks
  return {
    ticks: ticks.map((tick) => ({ ...tick, place: inset(tick.place) })),
    placeOf: (value) => inset(axis.placeOf(Number(value))),
    at: (place) => axis.at((place - 0.04) / 0.92),
  }
}

/** Ratio of the largest to the smallest value from which a figure's axis is logarithmic: losses of runs that diverged, times, memory. */
const leastLogRatio = 30

/** The axis of a figure, for the values that are drawn. */
export function figureAxis(figure: PointFigure, values: readonly number[]): PlotAxis<number> {
  const { better, kind } = resultFigures[figure]
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((largest, value) => Math.max(largest, value), -Infinity)
  const scale = better !== 'higher' && low > 0 && high > leastLogRatio * low ? 'log' : 'linear'
  return valueAxis(kind, values, { scale, most: 5 })
}
