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
  const key = [pixels, stretch.start, stretch.length, positions].join()
  const known = lately.get(key)
  if (known) return known
  if (lately.size >= mostKept) lately.clear()
  const weights = newAxisWeights(pixels, stretch, positions)
  lately.set(key, weights)
  return weights
}

/** Weights that were asked for lately: many images of a set have the same size. */
const lately = new Map<string, AxisWeights>()
const mostKept = 16

function newAxisWeights(pixels: number, stretch: Stretch, positions: number): AxisWeights {
  const ratio = stretch.length / positions
  const half = Math.max(1, ratio)
  const [starts, counts] = [new Int32Array(positions), new Int32Array(positions)]
  let most = 0
  for (let position = 0; position < positions; position++) {
    const centre = stretch.start + (position + 0.5) * ratio
    const start = Math.min(pixels - 1, Math.max(0, Math.floor(centre - half + 0.5)))
    const count = Math.max(1, Math.min(pixels, Math.floor(centre + half + 0.5)) - start)
    starts[position] = start
    counts[position] = count
    most = Math.max(most, count)
  }
  const taps = most + (most % 2)
  const weights = new Int16Array(positions * taps)
  const shares = new Float64Array(taps)
  for (let position = 0; position < positions; position++) {
    const from = stretch.start + (position + 0.5) * ratio - (starts[position] ?? 0) - 0.5 // the centre, as seen from the first pixel's
    const count = counts[position] ?? 0
    for (let tap = 0; tap < count; tap++) shares[tap] = Math.max(0, 1 - Math.abs(tap - from) / half)
    setParts(weights, position * taps, shares, count)
  }
  return { starts, counts, weights, taps }
}

/** Writes shares in whole parts, which sum to all of them: the largest takes what rounding leaves over. */
function setParts(weights: Int16Array, at: number, shares: Float64Array, count: number): void {
  let [sum, largest] = [0, 0]
  for (let tap = 0; tap < count; tap++) {
    sum += shares[tap] ?? 0
    if ((shares[tap] ?? 0) > (shares[largest] ?? 0)) largest = tap
  }
  let left = weightParts
  for (let tap = 0; tap < count; tap++) {
    const parts = sum > 0 ? Math.round(((shares[tap] ?? 0) / sum) * weightParts) : 0
    weights[at + tap] = parts
    left -= parts
  }
  weights[at + largest] = (weights[at + largest] ?? 0) + left
}
