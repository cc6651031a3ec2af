// Axes of a report's charts: places of values and words of ticks. What is no number, or has no logarithm, has no place.
import { nameAxis, numberAxis, type PlotTick } from '@common/charts/plot-axis'
import { tickWords, valueTicks } from '@common/charts/tick-words'
import type { ChartAxis } from '@contract/reports/report-chart'

export interface ChartScale {
  readonly ticks: readonly PlotTick[]
  /** Places of small ticks without words. */
  readonly minor: readonly number[]
  /** From 0 at the beginning to 1 at the end; null: it has no place. */
  readonly placeOf: (value: number | null | undefined) => number | null
  readonly of: 'linear' | 'log' | 'names'
}

export interface ScaleOptions {
  /** Ticks, about. */
  readonly most: number
  /** Whether the ends are the outermost values rather than round numbers beyond. */
  readonly isTight?: boolean
  /** Share of the axis that is left free at each end. */
  readonly inset?: number
  /** How the ticks read; as the axis says where it is left out. */
  readonly words?: (lines: readonly number[]) => readonly string[]
}

/** Space between a number and its unit that no line breaks at. */
export const unitSpace = '\u00a0'
/** What is larger, or smaller on a logarithmic axis, is nothing that one reads off: it overflows in arithmetic. */
const [largest, smallest] = [1e300, 1e-300]
/** Most decades with small ticks between their powers of ten. */
const mostFineDecades = 6

/** Whether a value has a place, and words, at all. */
export const isDrawable = (value: number): boolean => Math.abs(value) <= largest

const isNumber = (value: number | null | undefined): value is number => value !== null && value !== undefined && isDrawable(value)

/** The axis of some values, with what it shows in any case. */
export function valueScale(axis: ChartAxis, values: readonly (number | null)[], { most, isTight = false, inset = 0, words }: ScaleOptions): ChartScale {
  const numbers = [...values, ...(axis.shown ?? [])].filter(isNumber)
  const positive = axis.scale === 'log' ? numbers.filter((value) => value >= smallest) : []
  const isLog = positive.length > 0
  const drawn = isLog ? positive : numbers
  const scale = isLog ? 'log' : 'linear'
  const plain = numberAxis(drawn, { scale, most, isTight, format: String, ticksOf: (low, high, count) => valueTicks(axis.kind, low, high, count) })
  const lines = plain.ticks.map(({ value }) => value)
  const texts = words ? words(lines) : tickWords(axis.kind, lines, scale, unitSpace)
  const inner = (place: number): number => inset + (1 - 2 * inset) * place
  const placed = (value: number): number => inner(plain.placeOf(value))
  return {
    ticks: plain.ticks.map(({ place }, index) => ({ place: inner(place), text: texts[index] ?? '' })),
    minor: isLog ? fineTicks(plain.at(0), plain.at(1)).map(placed) : [],
    placeOf: (value) => (isNumber(value) && (!isLog || value >= smallest) ? placed(value) : null),
    of: scale,
  }
}

/** Two to nine times the powers of ten within a range of a few decades. */
function fineTicks(from: number, to: number): readonly number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))]
  if (last - first > mostFineDecades) return []
  const all = Array.from({ length: last - first }, (_, decade) => [2, 3, 4, 5, 6, 7, 8, 9].map((factor) => factor * 10 ** (first + decade))).flat()
  return all.filter((value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9))
}

/** A linear axis from 0 that ends at the last of its ticks. */
export function cutScale({ kind }: ChartAxis, lines: readonly number[], top: number): ChartScale {
  const texts = tickWords(kind, lines, 'linear', unitSpace)
  return { ticks: lines.map((line, index) => ({ place: line / top, text: texts[index] ?? '' })), minor: [], placeOf: (value) => (isNumber(value) ? value / top : null), of: 'linear' }
}

/** An axis with a place for each name; values are the places of names, from 0. */
export function nameScale(names: readonly string[]): ChartScale {
  const places = names.map((_, index) => index)
  const plain = nameAxis(places, (index) => names[index] ?? '')
  const count = Math.max(names.length, 1)
  return { ticks: plain.ticks, minor: [], placeOf: (value) => (isNumber(value) && value >= 0 && value <= count - 1 ? (value + 0.5) / count : null), of: 'names' }
}
