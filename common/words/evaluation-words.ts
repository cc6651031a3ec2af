// Figures of evaluations in words: shares with their intervals, and how sure a network is of its answers.
import { phrase } from '@language/phrase'
import type { Estimate, Interval } from '@contract/runs/evaluation-figures'
import { formatPercent } from './format'

/** `86.4 to 87.7 %`, in per cent. */
export const intervalWords = ({ low, high }: Interval): string => phrase('{low} to {high}', { low: (100 * low).toFixed(1), high: formatPercent(high) })

/** `87.1 % (86.4 to 87.7 %)`; a dash where there is nothing to take a share of. */
export const estimateWords = ({ value, interval }: Estimate): string => (value === null ? '–' : `${formatPercent(value)} (${intervalWords(interval)})`)

/** A gap between confidence and accuracy below this is none. */
const evenGap = 0.01

/** `as sure as it is right`, `surer than it is right`. @param meanConfidence of all answers @param accuracy share of right ones */
export function sureness(meanConfidence: number, accuracy: number): string {
  const gap = meanConfidence - accuracy
  if (Math.abs(gap) < evenGap) return phrase('as sure as it is right')
  return gap > 0 ? phrase('surer than it is right') : phrase('less sure than it is right')
}
