// Two evaluations of the same images, paired: on which images only one is right, and how large the difference of the accuracies is.
import type { EvaluationAnswers } from '@contract/api/evaluations-api'
import type { EvaluationFacts } from '@contract/runs/evaluation'
import type { Interval } from '@contract/runs/evaluation-figures'
import { bootstrapDiscordance } from '../statistics/discordance-bootstrap'
import { discordanceOf, mcnemarExact, type Discordance } from '../statistics/mcnemar'

export interface PairedEvaluations {
  /** Images that both answered. */
  readonly images: number
  readonly discordance: Discordance
  /** Accuracy of the second minus that of the first, with a 95 % interval by the bootstrap. */
  readonly difference: number
  readonly interval: Interval
  /** Of McNemar's exact test. */
  readonly p: number
}

/** Seed of the bootstrap: the same two evaluations always have the same interval. */
const bootstrapSeed = 1

/** Whether two evaluations are of the same images of the same data set, so that their answers can be paired. */
export function canBePaired(first: EvaluationFacts, second: EvaluationFacts): boolean {
  const isOfSameSet = first.split === second.split && first.dataset.fingerprint === second.dataset.fingerprint
  return isOfSameSet && first.dataset.chosen?.sha256 === second.dataset.chosen?.sha256
}

/** The images that both answered are the first of the split, as many as the shorter evaluation has. */
export function pairedEvaluations(first: EvaluationAnswers, second: EvaluationAnswers): PairedEvaluations {
  const images = Math.min(first.labels.length, second.labels.length)
  const [a, b] = [rightOf(first, images), rightOf(second, images)]
  const discordance = discordanceOf(a, b)
  return { images, discordance, p: mcnemarExact(discordance), ...bootstrapDiscordance(discordance, images, { seed: bootstrapSeed }) }
}

/** 1 for each image whose class was answered. */
function rightOf({ labels, predictions }: EvaluationAnswers, images: number): Uint8Array {
  return Uint8Array.from({ length: images }, (_, image) => (labels[image] === predictions[image] ? 1 : 0))
}
