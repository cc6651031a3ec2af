// McNemar's exact test: whether two classifiers differ on the same images.
// Q. McNemar, "Note on the Sampling Error of the Difference between Correlated Proportions or Percentages", Psychometrika 12, 1947.
import { incompleteBeta } from './incomplete-beta'

/** Images on which exactly one of two classifiers is right. */
export interface Discordance {
  readonly onlyFirst: number
  readonly onlySecond: number
}

/** Counts the images on which exactly one of two classifiers is right. Both arrays hold 1 for a right answer, in the order of the same images. */
export function discordanceOf(first: Uint8Array, second: Uint8Array): Discordance {
  if (first.length !== second.length) throw new RangeError(`answers on ${first.length} and ${second.length} images cannot be paired`)
  let [onlyFirst, onlySecond] = [0, 0]
  for (let image = 0; image < first.length; image++) {
    if (first[image] === second[image]) continue
    if (first[image] === 1) onlyFirst += 1
    else onlySecond += 1
  }
  return { onlyFirst, onlySecond }
}

/**
 * Probability of a split at least as uneven if both were equally good: each image on which they differ is then a fair coin, so the smaller
 * count is binomial; two-sided. 1 where they never differ.
 */
export function mcnemarExact({ onlyFirst, onlySecond }: Discordance): number {
  const fewer = Math.min(onlyFirst, onlySecond)
  const more = Math.max(onlyFirst, onlySecond)
  // P(X <= fewer) of a binomial variable of fewer + more trials at 1/2 is I_1/2(more, fewer + 1).
  return fewer === more ? 1 : Math.min(1, 2 * incompleteBeta(0.5, more, fewer + 1))
}
