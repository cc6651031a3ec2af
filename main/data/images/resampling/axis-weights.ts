// What each position of a resampled axis takes of the original, in whole numbers, so that every machine gets the same.

/** Weights are in so many parts, and sum to that. */
export const weightParts = 2 ** 14

/** A stretch of an axis, in pixels, which need not be whole. */
export interface Stretch {
  readonly start: number
  readonly length: number
}

export interface AxisWeights {
  /** The first pixel of the original that a position takes, int32 [positions]. */
  readonly starts: Int32Array
  /** How many it takes. */
  readonly counts: Int32Array
  /** int16 [positions, taps]; beyond a position's count 0. */
  readonly weights: Int16Array
  /** Even. */
  readonly taps: number
}

/**
 * A triangle around each position's centre, as wide as two positions where the axis shrinks, so that each pixel counts by its nearness and none is passed over; as wide as two pixels where
 * it grows, which is linear interpolation. Pillow's `BILINEAR` is the same.
 *
 * ```
 * 5 pixels to 2, the first position:  centre 1.25, half a width 2.5
 * pixel    0    1    2    3
 * weight  .7   .9   .5   .1    of a sum of 2.2
 * ```
 *
 * @param pixels of the original axis
 * @param stretch the part of it that is wanted; pixels beyond it count at its ends
 * @param positions of the result
 */
export function axisWeights(pixels: number, stretch: Stretch, positions: number): AxisWeights {
  const ratio = stretch.length / positions
  const half = Math.max(1, ratio)
  const centreOf = (position: number): number => stretch.start + (position + 0.5) * ratio
  const firstOf = (centre: number): number => Math.min(pixels - 1, Math.max(0, Math.floor(centre - half + 0.5)))
  const countOf = (centre: number): number => Math.max(1, Math.min(pixels, Math.floor(centre + half + 0.5)) - firstOf(centre))
  const centres = Float64Array.from({ length: positions }, (_, position) => centreOf(position))
  const [starts, counts] = [Int32Array.from(centres, firstOf), Int32Array.from(centres, countOf)]
  const taps = 2 * Math.ceil(counts.reduce((most, count) => Math.max(most, count), 0) / 2)
  const weights = new Int16Array(positions * taps)
  for (const [position, centre] of centres.entries()) {
    const first = starts[position] ?? 0
    const shares = Array.from({ length: counts[position] ?? 0 }, (_, tap) => Math.max(0, 1 - Math.abs(first + tap + 0.5 - centre) / half))
    weights.set(inParts(shares), position * taps)
  }
  return { starts, counts, weights, taps }
}

/** Shares in whole parts, which sum to all of them. */
function inParts(shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((all, share) => all + share, 0)
  const parts = shares.map((share) => (sum > 0 ? Math.round((share / sum) * weightParts) : 0))
  const largest = shares.indexOf(Math.max(...shares))
  const rounded = parts.reduce((all, part) => all + part, 0)
  return parts.map((part, tap) => (tap === largest ? part + weightParts - rounded : part)) // the largest takes what rounding left over
}
