// Wilson's interval for a proportion: unlike the normal one it never leaves 0..1, and holds at few trials and near the ends.
// E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22(158), 1927.
import type { Interval } from '@contract/runs/evaluation-figures'
import { deviationsOf, usualConfidence } from './confidence'

/**
 * @param successes trials that succeeded, e.g. images that were classified right
 * @returns 0 to 1 where there were no trials: nothing is known then
 */
export function wilsonInterval(successes: number, trials: number, confidence = usualConfidence): Interval {
  if (trials === 0) return { low: 0, high: 1 }
  const z = deviationsOf(confidence)
  const share = successes / trials
  const shrink = 1 + (z * z) / trials
  const middle = (share + (z * z) / (2 * trials)) / shrink
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  // The ends are exact where all trials went one way; rounding would miss them.
  return { low: successes === 0 ? 0 : middle - reach, high: successes === trials ? 1 : middle + reach }
}
