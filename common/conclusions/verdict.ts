// The verdict on a run's results, in one word: badges, the outcome, reports and the command line all use it.
import { divergedCode } from '@contract/problem'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { usedImages, type DatasetFacts } from '../training/used-images'

/**
 * - `untested`: no epoch has ended, so there is no result.
 * - `diverged`: the loss left the finite numbers, or leapt while the network does no better than guessing. The learning rate is too large.
 * - `guessing`: the network does no better than guessing.
 * - `overfitting`: the network knows its training images far better than the test images.
 * - `success`: none of these.
 */
export type Verdict = 'untested' | 'diverged' | 'guessing' | 'overfitting' | 'success'

/** A loss has leapt where it exceeds the loss of an untrained network, the logarithm of the number of classes, by this factor. */
const leap = 2

/**
 * Gap between training and test accuracy that counts as overfitting on its own. The book's networks end with gaps below 0.03. Training
 * accuracy, a mean over the epoch, is rather too low, so a gap of 0.1 is no accident.
 */
const clearGap = 0.1

/** Gap that counts as overfitting where the test loss has also risen. */
const smallGap = 0.03

/** The test loss has risen where it is this multiple of its lowest value. From epoch to epoch it varies by a few per cent. */
const risenLoss = 1.2

/** Standard deviation of an accuracy that was measured on a number of images (a binomial share). */
function deviation(accuracy: number, images: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / images)
}

/** Whether the last test accuracy is no better than guessing among the classes, within a tenth and two standard deviations. */
export function isGuessing(run: RunRecord, dataset: DatasetFacts): boolean {
  if (run.testAccuracy === null) return false
  const share = 1 / dataset.classes.length
  return run.testAccuracy <= 1.1 * share + 2 * deviation(share, usedImages(run.spec.dataset.limitTest, dataset.testImages))
}

function hasLeapt(run: RunRecord, dataset: DatasetFacts): boolean {
  const untrained = Math.log(dataset.classes.length)
  return run.epochs.some(({ trainLoss, testLoss }) => Math.max(trainLoss, testLoss) > leap * untrained)
}

/** The epoch with the lowest test loss, the earliest of several; null before the first has ended. Early stopping keeps the same one. */
export function bestEpoch({ epochs }: Pick<RunRecord, 'epochs'>): EpochResult | null {
  return epochs.reduce<EpochResult | null>((best, epoch) => (best === null || epoch.testLoss < best.testLoss ? epoch : best), null)
}

function isOverfitting(run: RunRecord, dataset: DatasetFacts): boolean {
  const [best, last] = [bestEpoch(run), run.epochs.at(-1)]
  if (!best || !last) return false
  const images = usedImages(run.spec.dataset.limitTest, dataset.testImages)
  const gap = last.trainAccuracy - last.testAccuracy - 2 * deviation(last.testAccuracy, images) // what chance cannot explain
  const hasRisen = last.testLoss >= risenLoss * best.testLoss && last.trainLoss < best.trainLoss
  return gap >= clearGap || (gap >= smallGap && hasRisen)
}

/** The verdict on a run's results so far. */
export function verdictOf(run: RunRecord, dataset: DatasetFacts): Verdict {
  if (run.problem?.code === divergedCode) return 'diverged'
  if (run.testAccuracy === null) return 'untested'
  if (isGuessing(run, dataset)) return hasLeapt(run, dataset) ? 'diverged' : 'guessing'
  return isOverfitting(run, dataset) ? 'overfitting' : 'success'
}
