// The comparison of two settings over several seeds each, in sentences that need no course in statistics.
import { phrase } from '@language/phrase'
import { meanAndSpread } from '../statistics/mean-and-spread'
import { welchTest } from '../statistics/welch'
import type { Formats } from '../words/formats'
import { pValue, significance } from '../words/p-value'
import { betweenSentences } from '../words/sentences'
import { chance, points } from './difference-words'

export interface SeedGroup {
  readonly name: string
  /** Test accuracies of its runs, one a seed. */
  readonly accuracies: readonly number[]
}

/**
 * What the spread over the seeds says, e.g. `“B” reaches a test accuracy of 88.1 % on average over 3 seeds, “A” 87.2 % over 3 seeds: +0.9 percentage points, with a 95 %
 * interval of +0.2 to +1.6. Were both settings equally good, ...`
 */
export function groupComparison(first: SeedGroup, second: SeedGroup, { formatPercent, formatCounted }: Formats): string {
  const [a, b] = [meanAndSpread(first.accuracies), meanAndSpread(second.accuracies)]
  if (!a || !b) return ''
  const [nameA, nameB] = [`“${first.name}”`, `“${second.name}”`]
  const means = phrase('{nameB} reaches a test accuracy of {meanB} on average over {seedsB}, {nameA} {meanA} over {seedsA}', { nameB, meanB: formatPercent(b.mean), seedsB: formatCounted(b.count, 'seed'), nameA, meanA: formatPercent(a.mean), seedsA: formatCounted(a.count, 'seed') })
  const test = welchTest(first.accuracies, second.accuracies)
  if (!test) return phrase('{means}. With a single seed of a setting, nobody can tell how much of that is chance: train each with two seeds or more.', { means })
  const { difference, interval, p } = test
  const [better, worse] = difference > 0 ? [nameB, nameA] : [nameA, nameB]
  return [
    phrase('{means}: {difference} percentage points, with a 95 % interval of {low} to {high}.', { means, difference: points(difference), low: points(interval.low), high: points(interval.high) }),
    phrase("Were both settings equally good, chance would make a difference at least this large in {chance} such comparisons (Welch's t test, {pValue}): {verdict}.", { chance: chance(p), pValue: pValue(p), verdict: p < significance ? phrase('{better} is better than {worse}, and not by luck alone', { better, worse }) : phrase('so few seeds do not tell which is better') }),
  ].join(betweenSentences)
}
