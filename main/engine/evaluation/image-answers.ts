// What logits say of each image: probabilities, answer, confidence and rank of its own class.
import { rankOf } from '@common/statistics/top-k'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { Labels } from '../../data/dataset'
import type { ImageAnswers } from '../../evaluations/evaluation-file'
import type { ImageLogits } from './image-logits'

/**
 * Probabilities are computed in float64 from the logits and rounded once. Answer and rank follow from the logits themselves, which are never equal by
 * rounding.
 * @param labels of the whole set
 * @throws LabError `evaluation/not-finite` where a loss or logit is not a finite number
 */
export function imageAnswers({ start, count, indices, logits, losses }: ImageLogits, labels: Labels): ImageAnswers {
  const classes = logits.length / count
  const answers: ImageAnswers = {
    labels: Uint16Array.from(indices, (image) => labels[image] ?? 0),
    predictions: new Uint16Array(count),
    ranks: new Uint16Array(count),
    losses: Float32Array.from(losses),
    confidences: new Float32Array(count),
    probabilities: new Float32Array(logits.length),
  }
  for (let image = 0; image < count; image++) {
    const scores = logits.subarray(image * classes, (image + 1) * classes)
    const probabilities = probabilitiesOf(scores, start + image)
    if (!Number.isFinite(losses[image])) throw notFinite(start + image)
    const prediction = scores.indexOf(largestOf(scores))
    answers.probabilities.set(probabilities, image * classes)
    answers.predictions[image] = prediction
    answers.confidences[image] = probabilities[prediction] ?? NaN
    answers.ranks[image] = rankOf(scores, answers.labels[image] ?? 0)
  }
  return answers
}

const largestOf = (scores: Float32Array): number => scores.reduce((most, score) => Math.max(most, score), -Infinity)

/** The probability of each class, from the logits of an image. @throws LabError `evaluation/not-finite` */
export function probabilitiesOf(scores: Float32Array, image: number): Float64Array {
  const largest = largestOf(scores)
  if (!Number.isFinite(largest)) throw notFinite(image)
  // Shifted by the largest, so that no power overflows.
  const powers = Float64Array.from(scores, (score) => Math.exp(score - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

function notFinite(image: number): LabError {
  return new LabError('evaluation/not-finite', phrase("The network's answer to image {image} is not a finite number.", { image }), phrase('Evaluate an earlier checkpoint, before training diverged.'))
}
