// Range and grid lines of a chart's y axis.
import type { CurvePoint } from './curve-point'
import { ticks } from './ticks'

export interface AxisRange {
  readonly min: number
  readonly max: number
  /** Values with grid lines; empty while the chart has no values. */
  readonly ticks: readonly number[]
  /** Whether values above `max` are left out. */
  readonly isCut: boolean
}

/** A chart's demands on its y axis. */
export interface AxisWishes {
  /** Where the axis ends; null: where the values do. */
  readonly yMax: number | null
  /** A value that the axis shows in any case; null: none. */
  readonly yExpected: number | null
  /** Whether the axis may end below a few values that lie far above all others. */
  readonly cutsSpikes: boolean
}

/** The points of each series that is drawn. */
export type DrawnValues = readonly (readonly CurvePoint[])[]

/** Number of intervals between grid lines, about. */
const gridSteps = 5

/** Fewest points from which the usual values of a series are worked out. */
const fewestPoints = 5

/** Distance of Tukey's outer fence from the upper quartile, in interquartile ranges: values beyond are "far out" (Tukey, Exploratory Data Analysis, 1977). */
const outerFence = 3

/** An axis is cut only where its largest value is this many times the top of the usual values; otherwise it shows everything. */
const leastGain = 4

/** The value below which a share of the sorted values lies. */
function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0
}

/** The largest value of a series that is not far out; null where the series has too few points. */
function usualTop(points: readonly CurvePoint[]): number | null {
  if (points.length < fewestPoints) return null
  const sorted = points.map(({ y }) => y).sort((a, b) => a - b)
  const [lower, upper] = [quantile(sorted, 0.25), quantile(sorted, 0.75)]
  const fence = upper + outerFence * (upper - lower)
  return sorted.findLast((value) => value <= fence) ?? upper
}

function largestOf(drawn: DrawnValues): number {
  return drawn.reduce((largest, points) => points.reduce((top, { y }) => Math.max(top, y), largest), -Infinity)
}

/**
 * The range of a linear axis from 0. The usual top of a series is its largest value within Tukey's outer fence. The axis reaches at least the
 * highest usual top of all series, and `yExpected`. A value more than four times as high is a spike, and the axis is cut below it;
 * without spikes the axis shows everything.
 */
export function linearRange(drawn: DrawnValues, { yMax, yExpected, cutsSpikes }: AxisWishes): AxisRange {
  if (yMax !== null) return { min: 0, max: yMax, ticks: ticks(0, yMax, gridSteps), isCut: false }
  const largest = Math.max(largestOf(drawn), yExpected ?? 0)
  if (largest <= 0) return { min: 0, max: 1, ticks: [], isCut: false }
  const needs = drawn.map(usualTop).filter((need) => need !== null)
  const usual = Math.max(yExpected ?? 0, ...needs)
  const isCut = cutsSpikes && usual > 0 && largest > leastGain * usual
  const lines = ticks(0, isCut ? usual : largest, gridSteps)
  return { min: 0, max: lines.at(-1) ?? largest, ticks: lines, isCut }
}

/** Decades from which on a logarithmic axis has lines at powers of ten only; with fewer, also at 2 and 5 times these. */
const fewDecades = 3

/** Most lines of a logarithmic axis. */
const mostLogLines = 8

/** The range of a logarithmic axis, which shows every value above 0. */
export function logRange(drawn: DrawnValues, yExpected: number | null): AxisRange {
  const positive = drawn.flatMap((points) => points.map(({ y }) => y)).filter((y) => y > 0 && Number.isFinite(y))
  if (yExpected !== null) positive.push(yExpected)
  if (positive.length === 0) return { min: 0.1, max: 1, ticks: [], isCut: false }
  const [smallest, largest] = positive.reduce(([low, high], y) => [Math.min(low, y), Math.max(high, y)], [Infinity, 0])
  const decades = Math.log10(largest / smallest)
  const lines = decades < fewDecades ? finesOf(smallest, largest) : powersOf(smallest, largest)
  return { min: lines[0] ?? smallest, max: lines.at(-1) ?? largest, ticks: lines, isCut: false }
}

/** Powers of ten around a range, every one or every n-th. */
function powersOf(smallest: number, largest: number): number[] {
  const [first, last] = [Math.floor(Math.log10(smallest)), Math.ceil(Math.log10(largest))]
  const step = Math.ceil((last - first) / mostLogLines)
  const count = Math.ceil((last - first) / step) + 1
  return Array.from({ length: count }, (_, index) => Number(`1e${first + index * step}`))
}

/** 1, 2 and 5 times powers of ten around a range; at least two. */
function finesOf(smallest: number, largest: number): number[] {
  const first = Math.floor(Math.log10(smallest))
  const all = Array.from({ length: fewDecades + 2 }, (_, index) => [1, 2, 5].map((factor) => Number(`${factor}e${first + index}`))).flat()
  const from = Math.max(all.findLastIndex((line) => line <= smallest * (1 + 1e-9)), 0)
  const to = all.findIndex((line) => line >= largest * (1 - 1e-9))
  return all.slice(from, Math.max(to, from + 1) + 1)
}
