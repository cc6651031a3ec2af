// The difference of a figure between two settings, and whether their seeds tell it from chance.
import type { Interval } from '@contract/runs/evaluation-figures'
import { meanAndSpread } from '../../statistics/mean-and-spread'
import { boundedInterval, mostOfShares } from '../../statistics/bounded-interval'
import { welchTest } from '../../statistics/welch'
import type { RowGroup } from '../row-groups'
import { scales, wordsOf, type SentenceFigure } from './figure-words'
import { finishedValues } from './finished-values'

/** Differences up to this are those of sums in another order, where all seeds agree. */
const roundingError = 1e-9

export interface Difference {
  /** Second minus first, on the scale of the figure. */
  readonly difference: number
  /** 95 %, by Welch; null where a setting has a single seed. */
  readonly interval: Interval | null
  /** Whether the interval leaves out 0. */
  readonly isTold: boolean
}

/** @returns null where a setting has no finished run */
export function differenceOf(figure: SentenceFigure, first: RowGroup, second: RowGroup): Difference | null {
  const { by } = wordsOf(figure)
  const { of } = scales[by]
  const [a, b] = [finishedValues(first, figure).map(of), finishedValues(second, figure).map(of)]
  const [ofFirst, ofSecond] = [meanAndSpread(a), meanAndSpread(b)]
  if (!ofFirst || !ofSecond) return null
  const difference = ofSecond.mean - ofFirst.mean
  const found = welchTest(a, b)?.interval ?? exactInterval(difference, Math.min(a.length, b.length))
  const interval = found && by === 'points' ? boundedInterval(found, mostOfShares) : found
  return { difference, interval, isTold: interval !== null && (interval.low > roundingError || interval.high < -roundingError) }
}

/** Where no seed differs from the others of its setting, the interval is the difference itself. */
const exactInterval = (difference: number, fewest: number): Interval | null => (fewest < 2 ? null : { low: difference, high: difference })

/** Whether the second setting is told to be better. */
export function isToldBetter(figure: SentenceFigure, first: RowGroup, second: RowGroup): boolean {
  const found = differenceOf(figure, first, second)
  return found !== null && found.isTold && (found.difference > 0 ? 'higher' : 'lower') === wordsOf(figure).better
}
