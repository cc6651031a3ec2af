// Welch's t test: whether two settings differ in the mean over their seeds, without taking their spreads for equal.
// B. L. Welch, "The Generalization of 'Student's' Problem when Several Different Population Variances are Involved", Biometrika 34, 1947.
import type { Interval } from '@contract/runs/evaluation-figures'
import { usualConfidence } from './confidence'
import { meanAndSpread } from './mean-and-spread'
import { beyondT, reachOfT } from './student-t'

export interface WelchTest {
  /** Mean of the second group minus that of the first. */
  readonly difference: number
  readonly interval: Interval
  readonly t: number
  /** Degrees of freedom after Welch and Satterthwaite. */
  readonly degrees: number
  /** Probability of a difference at least as large if the means were equal, two-sided. */
  readonly p: number
}

/** @returns null where it cannot be told: a group has fewer than two values, or no value of either group differs from the others of its group */
export function welchTest(first: readonly number[], second: readonly number[], confidence = usualConfidence): WelchTest | null {
  const [a, b] = [meanAndSpread(first), meanAndSpread(second)]
  if (a?.deviation == null || b?.deviation == null) return null
  const [ofFirst, ofSecond] = [a.deviation ** 2 / a.count, b.deviation ** 2 / b.count]
  const variance = ofFirst + ofSecond
  if (variance === 0) return null
  const degrees = variance ** 2 / (ofFirst ** 2 / (a.count - 1) + ofSecond ** 2 / (b.count - 1))
  const difference = b.mean - a.mean
  const t = difference / Math.sqrt(variance)
  const reach = reachOfT(confidence, degrees) * Math.sqrt(variance)
  return { difference, interval: { low: difference - reach, high: difference + reach }, t, degrees, p: beyondT(t, degrees) }
}
