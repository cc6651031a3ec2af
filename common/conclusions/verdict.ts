// The verdict on a run's results, in one word: badges, the outcome, reports and the command line all use it.
import { divergedCode } from '@contract/problem'
import { heldOut, lastHeldOut } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { judgingImages, type DatasetFacts } from '../training/used-images'

/**
 * - `untested`: no epoch has ended, so there is no result.
 * - `diverged`: the loss left the finite numbers, or leapt while the network does no better than guessing. The learning rate is too large.
 * - `guessing`: the network does no better than guessing.
 * - `overfitting`: the network knows its training images far better than those that judge its epochs.
 * - `success`: none of these.
 */
export type Verdict = 'untested' | 'diverged' | 'guessing' | 'overfitting' | 'success'

/** A loss has leapt where it exceeds the loss of an untrained network, the logarithm of the number of classes, by this factor. */
const leap = 2

/**
 * Gap between the accuracy on training images and on those that judge epochs that counts as overfitting on its own. The book's networks end with gaps below 0.03. Training
 * accuracy, a mean over the epoch, is rather too low, so a gap of 0.1 is no accident.
 */
const clearGap = 0.1

/** Gap that counts as overfitting where the loss on the images that judge epochs has also risen. */
const smallGap = 0.03

/** That loss has risen where it is this multiple of its lowest value. From epoch to epoch it varies by a few per cent. */
const risenLoss = 1.2

/** Standard deviation of an accuracy that was measured on a number of images (a binomial share). */
function deviation(accuracy: number, images: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / images)
}

/** Whether the last accuracy is no better than guessing among the classes, within a tenth and two standard deviations. */
export function isGuessing(run: RunRecord, dataset: DatasetFacts): boolean {
  const { accuracy } = lastHeldOut(run)
  if (accuracy === null) return false
  const share = 1 / dataset.classes.length
  return accuracy <= 1.1 * share + 2 * deviation(share, judgingImages(run.spec.dataset, dataset))
}

function hasLeapt(run: RunRecord, dataset: DatasetFacts): boolean {
  const untrained = Math.log(dataset.classes.length)
  return run.epochs.some((epoch) => Math.max(epoch.trainLoss, heldOut(epoch).loss) > leap * untrained)
}

/** The epoch with the lowest loss on the images that judge epochs, the earliest of several; null before the first has ended. Early stopping keeps the same one. */
export function bestEpoch({ epochs }: Pick<RunRecord, 'epochs'>): EpochResult | null {
  return epochs.reduce<EpochResult | null>((best, epoch) => (best === null || heldOut(epoch).loss < heldOut(best).loss ? epoch : best), null)
}

function isOverfitting(run: RunRecord, dataset: DatasetFacts): boolean {
  const [best, last] = [bestEpoch(run), run.epochs.at(-1)]
  if (!best || !last) return false
  const images = judgingImages(run.spec.dataset, dataset)
  const [lowest, { loss, accuracy }] = [heldOut(best).loss, heldOut(last)]
  const gap = last.trainAccuracy - accuracy - 2 * deviation(accuracy, images) // what chance cannot explain
  const hasRisen = loss >= risenLoss * lowest && last.trainLoss < best.trainLoss
  return gap >= clearGap || (gap >= smallGap && hasRisen)
}

/** The verdict on a run's results so far. */
export function verdictOf(run: RunRecord, dataset: DatasetFacts): Verdict {
  if (run.problem?.code === divergedCode) return 'diverged'
  if (lastHeldOut(run).accuracy === null) return 'untested'
  if (isGuessing(run, dataset)) return hasLeapt(run, dataset) ? 'diverged' : 'guessing'
  return isOverfitting(run, dataset) ? 'overfitting' : 'success'
}
