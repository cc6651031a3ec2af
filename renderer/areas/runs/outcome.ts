// What became of a run, in plain sentences.
import type { DatasetInfo } from '@contract/data/datasets'
import { networkTitle } from '@contract/models/networks'
import type { RunRecord } from '@contract/runs/run-record'
import { formatCount, formatDuration, formatPercent } from '@common/words/format'
import { guessingSentence } from '@common/conclusions/guessing'
import { comparedResult } from './published'

/** Epochs behind every published figure. */
const publishedEpochs = 10

/** Images that a run tests on, and whether that is all of them. */
function testImages(run: RunRecord, dataset: DatasetInfo): string {
  const limit = run.spec.dataset.limitTest
  if (limit === null || limit >= dataset.testImages) return `the ${formatCount(dataset.testImages)} test images`
  return `the first ${formatCount(limit)} of ${formatCount(dataset.testImages)} test images`
}

/** Tells a smaller training set, because it decides what the result can be compared with. */
function trainingImages(run: RunRecord, dataset: DatasetInfo): string {
  const limit = run.spec.dataset.limitTrain
  if (limit === null || limit >= dataset.trainImages) return ''
  return `, trained on the first ${formatCount(limit)} of ${formatCount(dataset.trainImages)} images`
}

/**
 * A run's result in a few sentences, e.g. `LeNet with ReLU reached 87.1 % on the 10,000 test images in 52 s. The book's
 * sigmoid LeNet: 72.8 %.`
 */
export function outcomeSentence(run: RunRecord, dataset: DatasetInfo): string {
  const name = networkTitle(run.spec.network)
  const took = formatDuration(run.elapsedSeconds)
  const done = run.epochs.length
  if (run.testAccuracy === null) return `${name} trained for ${took} and was not tested yet: its first epoch did not end.`
  const result = `${formatPercent(run.testAccuracy)} on ${testImages(run, dataset)}`
  const compared = comparedResult(run.spec)
  const epochs = run.spec.epochs === publishedEpochs ? '' : ` after ${publishedEpochs} epochs`
  const comparison = compared ? ` ${compared.name}: ${formatPercent(compared.finalAccuracy)}${epochs}.` : ''
  const guessing = guessingSentence(run, dataset)
  const further = `${guessing && ` ${guessing}`}${comparison}`
  if (run.status === 'completed') return `${name} reached ${result} in ${took}${trainingImages(run, dataset)}.${further}`
  return `${name} stood at ${result} after epoch ${done} of ${run.spec.epochs} and ${took}${trainingImages(run, dataset)}.${further}`
}

/** Where an ended run can go on, e.g. `epoch 3`, `step 1,204` or `the end of epoch 10`; null where it has no checkpoint. */
export function resumePoint(run: RunRecord): string | null {
  if (!run.checkpoint) return null
  const { epoch, step } = run.checkpoint
  if (epoch === run.spec.epochs) return `the end of epoch ${epoch}`
  const atEnd = run.stepsPerEpoch !== null && step === epoch * run.stepsPerEpoch
  return atEnd ? `epoch ${epoch + 1}` : `step ${formatCount(step)}`
}
