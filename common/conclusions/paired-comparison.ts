// The comparison of two networks on the same images, in sentences that need no course in statistics.
import type { Interval } from '@contract/runs/evaluation-figures'
import { mcnemarExact, type Discordance } from '../statistics/mcnemar'
import type { Formats } from '../words/formats'
import { pValue, significance } from '../words/p-value'
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
  if (onlyFirst + onlySecond === 0) return `${first} and ${second} are right and wrong on the same images of ${formatCount(images)}.`
  const all = formatCounted(images, 'image')
  if (onlyFirst === onlySecond) {
    return `${first} and ${second} are right equally often: on ${formatCount(onlyFirst)} of ${all} only ${first} is right, and on as many only ${second}.`
  }
  const [better, worse] = onlySecond > onlyFirst ? [second, first] : [first, second]
  const [more, fewer] = [Math.max(onlyFirst, onlySecond), Math.min(onlyFirst, onlySecond)]
  const p = mcnemarExact(discordance)
  return [
    `${better} is right on ${formatCounted(more - fewer, 'image')} more than ${worse}: on ${formatCount(more)} of ${all} only ${better} is right, on ${formatCount(fewer)} only ${worse}.`,
    ...(interval ? [`The accuracy of ${second} minus that of ${first} is ${points((onlySecond - onlyFirst) / images)}, with a 95 % interval of ${points(interval.low)} to ${points(interval.high)} percentage points.`] : []),
    `Were both equally good, chance would make a difference at least this large in ${chance(p)} such comparisons (${pValue(p)}): ${p < significance ? `${better} is better on images of this kind` : 'these images do not tell which is better'}.`,
  ].join(' ')
}
