// Curves of many points for a screen of few pixels: first, lowest, highest and last point of each column of pixels, which draws the same line.
// U. Jugel, Z. Jerzak, G. Hackenbroich, V. Markl, "M4: A Visualization-Oriented Time Series Data Aggregation", PVLDB 7(10), 2014.
import { firstAtLeast } from '../binary-search'

/** A curve by column; x rises. */
export interface ColumnCurve {
  readonly x: Float64Array
  readonly y: Float64Array
}

/** The part of a curve between two values of x, with one point beyond each end, so that lines reach the edges of the plot. */
export function rangeWithin(x: ArrayLike<number>, from: number, to: number): { readonly start: number; readonly end: number } {
  const start = Math.max(firstAtLeast(x, from) - 1, 0)
  let end = firstAtLeast(x, to)
  while (end < x.length && x[end] === to) end++
  return { start, end: Math.min(end + 1, x.length) }
}

/** Where x lies on the screen: `from` at the left edge, `to` at the right one. */
export interface PixelScale {
  readonly from: number
  readonly to: number
  readonly isLog: boolean
  /** In pixels. */
  readonly left: number
  readonly width: number
}

/** Columns of pixels in their order: where each lies, and the values that the curve takes in it. */
export interface PixelColumns {
  /** Number of columns in use; the arrays may be longer. */
  count: number
  readonly pixel: Float64Array
  readonly first: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  readonly last: Float64Array
}

/** @param most columns that there is room for: as many as the plot has pixels, and a few beyond its edges */
export function pixelColumns(most: number): PixelColumns {
  const column = (): Float64Array => new Float64Array(most)
  return { count: 0, pixel: column(), first: column(), low: column(), high: column(), last: column() }
}

/** Fills the columns with the part of a curve that is shown. What has no place on a logarithmic axis, and values that are no number, are left out. */
export function fillPixelColumns({ x, y }: ColumnCurve, { from, to, isLog, left, width }: PixelScale, into: PixelColumns): PixelColumns {
  const { start, end } = rangeWithin(x, from, to)
  const { pixel, first, low, high, last } = into
  const origin = isLog ? Math.log(from) : from
  const perUnit = width / ((isLog ? Math.log(to) : to) - origin)
  let column = -1
  let current = NaN
  for (let i = start; i < end; i++) {
    const value = y[i] ?? NaN
    const place = x[i] ?? NaN
    const at = Math.round(left + perUnit * ((isLog ? Math.log(place) : place) - origin))
    if (value !== value || !Number.isFinite(at)) continue
    if (at !== current) {
      if (column + 1 >= pixel.length) break
      column++
      current = at
      pixel[column] = at
      first[column] = low[column] = high[column] = last[column] = value
      continue
    }
    if (value < (low[column] ?? 0)) low[column] = value
    if (value > (high[column] ?? 0)) high[column] = value
    last[column] = value
  }
  into.count = column + 1
  return into
}
