// What the results of a run amount to, in one word: badges, the outcome, reports and the command line all judge by it.
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { usedImages, type DatasetFacts } from './used-images'

/**
 * - `untested`: no epoch has ended, so there is no result.
 * - `diverged`: the loss left the finite numbers, or leapt while the network does no better than guessing. The learning rate is too large.
 * - `guessing`: the network does no better than guessing.
 * - `overfitting`: the network knows its training images far better than the test images.
 * - `success`: none of these.
 */
export type Verdict = 'untested' | 'diverged' | 'guessing' | 'overfitting' | 'success'

/** A loss leapt that rose above this many times the loss of an untrained network, which is the logarithm of the number of classes. */
const leap = 2

/**
 * Gap between training and test accuracy that is called overfitting by itself. The book's networks end within 0.03, and training
 * accuracy, a mean over the epoch, is rather too low: a gap of 0.1 is no accident.
 */
const clearGap = 0.1

/** Gap that is called overfitting where the test loss has also risen. */
const smallGap = 0.03

/** Test loss, as a multiple of its lowest value, from which it has risen. From epoch to epoch it moves by a few per cent. */
const risenLoss = 1.2

/** Standard deviation of an accuracy over a number of images: that of a binomial share. */
function deviation(accuracy: number, images: number): number {
  return Math.sqrt((accuracy * (1 - accuracy)) / images)
}

/** Whether the last test accuracy is that of guessing among the classes, or as near to it as chance brings it (two standard deviations). */
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
  if (run.problem?.code === 'training/diverged') return 'diverged'
  if (run.testAccuracy === null) return 'untested'
  if (isGuessing(run, dataset)) return hasLeapt(run, dataset) ? 'diverged' : 'guessing'
  return isOverfitting(run, dataset) ? 'overfitting' : 'success'
}
