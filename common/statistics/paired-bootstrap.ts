// A bootstrap interval for the difference of two means over the same images: no assumption on how the values are distributed.
// B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, section 13.3: the percentile interval.
import type { Interval } from '@contract/runs/evaluation-figures'
import { multiplyHigh } from '../randomness/philox'
import { fillBits, streams } from '../randomness/stream'
import { usualConfidence } from './confidence'
import { quantile } from './quantile'

export interface BootstrapOptions {
  /** The same seed gives the same interval. */
  readonly seed: number
  /** Samples drawn; their time is this number times that of the values. */
  readonly resamples?: number
  readonly confidence?: number
}

export interface BootstrapDifference {
  /** Mean of the second values minus that of the first. */
  readonly difference: number
  readonly interval: Interval
}

/** Enough for the ends of a 95 % interval, of which 50 samples lie beyond each. */
export const usualResamples = 2000

/**
 * Draws pairs with replacement, as many as there are, again and again, and takes the quantiles of the mean differences.
 * @param first values of one classifier by image: 1 and 0 for right and wrong answers, or losses
 * @param second those of the other, for the same images in the same order
 * @throws RangeError where they are not pairs, or none
 */
export function bootstrapDifference(first: ArrayLike<number>, second: ArrayLike<number>, { seed, resamples = usualResamples, confidence = usualConfidence }: BootstrapOptions): BootstrapDifference {
  const count = first.length
  if (count !== second.length || count === 0) throw new RangeError(`${first.length} and ${second.length} values are no pairs`)
  const differences = Float64Array.from({ length: count }, (_, image) => (second[image] ?? NaN) - (first[image] ?? NaN))
  const words = new Uint32Array(count)
  const means = Float64Array.from({ length: resamples }, (_, sample) => {
    fillBits({ seed, stream: streams.bootstrap, a: sample, b: 0 }, words)
    let sum = 0
    // The upper half of word times count: uniform in 0 .. count - 1, but for a bias below count / 2^32.
    for (const word of words) sum += differences[multiplyHigh(word, count) >>> 0] ?? 0
    return sum / count
  }).sort()
  const difference = differences.reduce((sum, value) => sum + value, 0) / count
  return { difference, interval: { low: quantile(means, (1 - confidence) / 2), high: quantile(means, (1 + confidence) / 2) } }
}
