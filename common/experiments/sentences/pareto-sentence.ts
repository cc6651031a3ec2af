// Sentences on a trade of accuracy for speed or size: which networks no other beats, and how much faster one is than another that is no more accurate.
import { phrase } from '@language/phrase'
import type { Formats } from '../../words/formats'
import { beats, type BetterWays, type Place } from '../beats'
import { hasLearnt } from '../has-learnt'
import type { RowGroup } from '../row-groups'
import { differenceOf } from './difference'
import { wordsOf, type SentenceFigure } from './figure-words'
import { finishedMean } from './finished-values'
import { listedWords } from '../../words/listed-words'

interface Candidate {
  readonly group: RowGroup
  readonly cost: number
  readonly accuracy: number
}

/** Those that have both figures, the cheapest first. */
function candidates(groups: readonly RowGroup[], cost: SentenceFigure): readonly Candidate[] {
  const sign = wordsOf(cost).better === 'higher' ? -1 : 1
  return groups
    .flatMap((group) => {
      const [ofCost, accuracy] = [finishedMean(group, cost), finishedMean(group, 'testAccuracy')]
      return ofCost && accuracy ? [{ group, cost: ofCost.mean, accuracy: accuracy.mean }] : []
    })
    .sort((a, b) => sign * (a.cost - b.cost) || b.accuracy - a.accuracy)
}

/** The groups that have learnt and that no other beats in both, the cheapest first. */
export function paretoFront(groups: readonly RowGroup[], cost: SentenceFigure): readonly RowGroup[] {
  const all = candidates(groups, cost)
  const place = (candidate: Candidate): Place => ({ x: candidate.cost, y: candidate.accuracy })
  const better: BetterWays = { x: wordsOf(cost).better, y: 'higher' }
  return all.filter((candidate) => hasLearnt(candidate.group.rows) && !all.some((other) => beats(place(other), place(candidate), better))).map(({ group }) => group)
}

/** `By their means, no other network beats A, B and C in both test accuracy and speed.` @returns null where fewer than two have both figures */
export function frontSentence(groups: readonly RowGroup[], cost: SentenceFigure): string | null {
  if (candidates(groups, cost).length < 2) return null
  return phrase('By their means, no other network here beats {networks} in both test accuracy and {figure}.', { networks: listedWords(paretoFront(groups, cost).map(({ label }) => label)), figure: wordsOf(cost).noun })
}

/** How much lower a mean accuracy may be for a network to count as one that keeps it: half a percentage point. */
const keptWithin = 0.005

/**
 * The fastest network whose mean accuracy keeps to that of another: `Small AlexNet is 25.1 times as fast as AlexNet, at a test accuracy of 88.1 % against 88.0 %.`
 * @returns null where the other has no finished run, or there is none to compare it with
 */
export function fasterSentence(groups: readonly RowGroup[], reference: RowGroup | undefined, formats: Formats): string | null {
  const all = candidates(groups, 'imagesPerSecond')
  const slow = all.find(({ group }) => group === reference)
  if (!slow || all.length < 2) return null
  const fast = all.find(({ accuracy }) => accuracy >= slow.accuracy - keptWithin)
  if (!fast || fast === slow) return phrase('No network here is faster than {label} and keeps its test accuracy of {accuracy}.', { label: slow.group.label, accuracy: formats.formatPercent(slow.accuracy) })
  const found = differenceOf('testAccuracy', slow.group, fast.group)
  const compared = { fast: fast.group.label, times: (fast.cost / slow.cost).toPrecision(3), slow: slow.group.label, fastAccuracy: formats.formatPercent(fast.accuracy), slowAccuracy: formats.formatPercent(slow.accuracy) }
  return found?.isTold
    ? phrase('{fast} is {times} times as fast as {slow}, at a test accuracy of {fastAccuracy} against {slowAccuracy}.', compared)
    : phrase('{fast} is {times} times as fast as {slow}, at a test accuracy of {fastAccuracy} against {slowAccuracy}; the accuracies cannot be told apart from so few runs.', compared)
}
