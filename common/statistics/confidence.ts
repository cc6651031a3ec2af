// The confidence of intervals where nothing else is said, and how far they reach.
import { normalQuantile } from './normal-quantile'

/** Share of intervals that hold the true figure where nothing else is said. */
export const usualConfidence = 0.95

/** How many standard deviations a two-sided normal interval reaches from its middle: 1.96 for 0.95. */
export function deviationsOf(confidence: number): number {
  return normalQuantile((1 + confidence) / 2)
}
