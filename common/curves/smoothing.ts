// Smoothing of curves of any length, and the mean and band of several curves.
import { firstAtLeast } from '../binary-search'
import type { ColumnCurve } from './pixel-columns'

/**
 * The mean over the last `span` of x at each point, as the lab's curves of training are drawn; the points count alike.
 * @param span in units of x; 0: the curve as it is
 */
export function smoothed({ x, y }: ColumnCurve, span: number): ColumnCurve {
  if (span <= 0) return { x, y }
  const sums = new Float64Array(y.length + 1)
  // A value that is not finite would leave nothing of the sums after it.
  for (let i = 0; i < y.length; i++) sums[i + 1] = (sums[i] ?? 0) + finite(y[i] ?? 0)
  const mean = new Float64Array(y.length)
  let first = 0
  for (let i = 0; i < y.length; i++) {
    while ((x[first] ?? 0) <= (x[i] ?? 0) - span) first++
    mean[i] = ((sums[i + 1] ?? 0) - (sums[first] ?? 0)) / (i + 1 - first)
  }
  return { x, y: mean }
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0)

/** Mean of several curves, with the lowest and the highest of them at each place. */
export interface CurveBand extends ColumnCurve {
  readonly low: Float64Array
  readonly high: Float64Array
}

/** Most places at which curves are averaged. */
const mostPlaces = 2000

/**
 * The mean of curves where all of them have values, and the band from the lowest to the highest. The places are those of the curve with the
 * most points, thinned out where they are many; between two points a curve is a line.
 */
export function bandOf(curves: readonly ColumnCurve[]): CurveBand {
  const drawn = curves.filter(({ x }) => x.length > 0)
  const longest = drawn.reduce<ColumnCurve | null>((most, curve) => (curve.x.length > (most?.x.length ?? 0) ? curve : most), null)
  const from = Math.max(...drawn.map(({ x }) => x[0] ?? 0))
  const to = Math.min(...drawn.map(({ x }) => x.at(-1) ?? 0))
  if (!longest || from > to) return { x: new Float64Array(), y: new Float64Array(), low: new Float64Array(), high: new Float64Array() }
  const places = [...new Set([from, ...longest.x.filter((value) => value > from && value < to), to])]
  const step = Math.ceil(places.length / mostPlaces)
  const x = Float64Array.from(step === 1 ? places : places.filter((_, index) => index % step === 0 || index === places.length - 1))
  const [y, low, high] = [new Float64Array(x.length), new Float64Array(x.length).fill(Infinity), new Float64Array(x.length).fill(-Infinity)]
  for (const curve of drawn) {
    x.forEach((place, index) => {
      const value = valueAt(curve, place)
      y[index] = (y[index] ?? 0) + value / drawn.length
      low[index] = Math.min(low[index] ?? Infinity, value)
      high[index] = Math.max(high[index] ?? -Infinity, value)
    })
  }
  return { x, y, low, high }
}

/** The value of a curve at a place, between two points on the line through them; the nearest one beyond its ends. */
export function valueAt({ x, y }: ColumnCurve, place: number): number {
  const behind = firstAtLeast(x, place)
  const [x1 = NaN, y1 = NaN] = [x[behind], y[behind]]
  if (behind === 0) return y1
  const [x0 = NaN, y0 = NaN] = [x[behind - 1], y[behind - 1]]
  if (behind >= x.length) return y0
  return x1 === x0 ? y1 : y0 + ((place - x0) / (x1 - x0)) * (y1 - y0)
}
