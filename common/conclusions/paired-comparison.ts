// The comparison of two networks on the same images, in sentences that need no course in statistics.
import { phrase } from '@language/phrase'
import type { Interval } from '@contract/runs/evaluation-figures'
import { mcnemarExact, type Discordance } from '../statistics/mcnemar'
import type { Formats } from '../words/formats'
import { pValue, significance } from '../words/p-value'
import { betweenSentences } from '../words/sentences'
import { chance, points } from './difference-words'

export interface PairedComparison {
  /** Names of the two networks or runs. */
  readonly first: string
  readonly second: string
  /** Images that both answered. */
  readonly images: number
  readonly discordance: Discordance
  /** For the accuracy of the second minus that of the first; left out where it was not computed. */
  readonly interval?: Interval
}

/**
 * What the images on which only one is right say, e.g. `B is right on 212 images more than A: on 500 of 10,000 images only B is right, on 288 only A. Were
 * both equally good, chance would make a difference at least this large in fewer than 1 of 1,000 such comparisons (p < 0.001): B is better on images of this kind.`
 */
export function pairedComparison({ first, second, images, discordance, interval }: PairedComparison, formats: Formats): string {
  const { formatCount, formatCounted } = formats
  const { onlyFirst, onlySecond } = discordance
  if (onlyFirst + onlySecond === 0) return phrase('{first} and {second} are right and wrong on the same images of {images}.', { first, second, images: formatCount(images) })
  const all = formatCounted(images, 'image')
  if (onlyFirst === onlySecond) {
    return phrase('{first} and {second} are right equally often: on {onlyFirst} of {all} only {first} is right, and on as many only {second}.', { first, second, onlyFirst: formatCount(onlyFirst), all })
  }
  const [better, worse] = onlySecond > onlyFirst ? [second, first] : [first, second]
  const [more, fewer] = [Math.max(onlyFirst, onlySecond), Math.min(onlyFirst, onlySecond)]
  const p = mcnemarExact(discordance)
  return [
    phrase('{better} is right on {more} more than {worse}: on {onlyBetter} of {all} only {better} is right, on {onlyWorse} only {worse}.', { better, more: formatCounted(more - fewer, 'image'), worse, onlyBetter: formatCount(more), all, onlyWorse: formatCount(fewer) }),
    ...(interval ? [phrase('The accuracy of {second} minus that of {first} is {difference}, with a 95 % interval of {low} to {high} percentage points.', { second, first, difference: points((onlySecond - onlyFirst) / images), low: points(interval.low), high: points(interval.high) })] : []),
    phrase('Were both equally good, chance would make a difference at least this large in {chance} such comparisons ({pValue}): {verdict}.', { chance: chance(p), pValue: pValue(p), verdict: p < significance ? phrase('{better} is better on images of this kind', { better }) : phrase('these images do not tell which is better') }),
  ].join(betweenSentences)
}
