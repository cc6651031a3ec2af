// The images on which exactly one of two runs is right.
import type { EvaluationAnswers } from '@contract/api/evaluations-api'

/** Which of the two is right. */
export type RightOne = 'first' | 'second'

/** Indices of the images that one run answers right and the other wrong, in the order of the split. */
export function discordantImages(first: EvaluationAnswers, second: EvaluationAnswers, right: RightOne): readonly number[] {
  const [one, other] = right === 'first' ? [first, second] : [second, first]
  const images = Math.min(one.labels.length, other.labels.length)
  const found: number[] = []
  for (let image = 0; image < images; image++) {
    if (one.predictions[image] === one.labels[image] && other.predictions[image] !== other.labels[image]) found.push(image)
  }
  return found
}
