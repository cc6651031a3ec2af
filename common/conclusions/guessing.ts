// Whether a network does no better than one that guesses, and whether its learning rate is to blame.
import type { RunRecord } from '@contract/runs/run-record'
import { formatShare } from '../words/format'

/** How far above its first value a loss must have been before the learning rate is blamed. */
const leap = 2

/** Images that a run tests on. */
function testedOn({ spec }: RunRecord, testImages: number): number {
  return Math.min(spec.dataset.limitTest ?? testImages, testImages)
}

export interface Classes {
  readonly classes: readonly string[]
  readonly testImages: number
}

/** Whether the last test accuracy is that of guessing among the classes, or as near to it as chance brings it. */
export function isGuessing(run: RunRecord, dataset: Classes): boolean {
  if (run.testAccuracy === null) return false
  const share = 1 / dataset.classes.length
  const deviation = Math.sqrt((share * (1 - share)) / testedOn(run, dataset.testImages)) // few images scatter more
  return run.testAccuracy <= 1.1 * share + 2 * deviation
}

/** Whether steps were so long that they led away: the loss stood far above that of a network that has learnt nothing yet. */
export function isTooFast(run: RunRecord, dataset: Classes): boolean {
  const untrained = Math.log(dataset.classes.length)
  return isGuessing(run, dataset) && run.epochs.some(({ trainLoss, testLoss }) => Math.max(trainLoss, testLoss) > leap * untrained)
}

/** One sentence on a run that does no better than guessing; empty for any other. */
export function guessingSentence(run: RunRecord, dataset: Classes): string {
  if (!isGuessing(run, dataset)) return ''
  const blame = isTooFast(run, dataset) ? ': the learning rate is too large' : ''
  return `That is no better than guessing (${formatShare(1 / dataset.classes.length)})${blame}.`
}
