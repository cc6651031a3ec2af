// Mean and spread of a few values, such as the results of several seeds, with an interval for the mean.
import type { Interval } from '@contract/runs/evaluation-figures'
import { usualConfidence } from './confidence'
import { reachOfT } from './student-t'

export interface MeanAndSpread {
  readonly count: number
  readonly mean: number
  /** Standard deviation with the divisor n - 1; null for a single value, which has no spread. */
  readonly deviation: number | null
  /** For the mean, by Student's t; null for a single value. */
  readonly interval: Interval | null
}

/** @returns null where there are no values */
export function meanAndSpread(values: readonly number[], confidence = usualConfidence): MeanAndSpread | null {
  const count = values.length
  if (count === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  if (count === 1) return { count, mean, deviation: null, interval: null }
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1))
  const reach = (reachOfT(confidence, count - 1) * deviation) / Math.sqrt(count)
  return { count, mean, deviation, interval: { low: mean - reach, high: mean + reach } }
}
