// What came out of a run, in a few plain sentences: its result, the published one beside it, and what makes the two differ.
import { networkTitle } from '@contract/models/networks'
import type { RunRecord } from '@contract/runs/run-record'
import { datasetInfo } from '../../data/catalogue'
import { publishedFor } from './published'
import { count, counted, duration, percent } from './wording'

/** Epochs that the published results were trained for. */
const publishedEpochs = 10

/** One or more sentences. */
export function conclusion(run: RunRecord): string {
  return [outcome(run), comparison(run), caveat(run)].filter((sentence) => sentence !== '').join(' ')
}

function outcome(run: RunRecord): string {
  const title = networkTitle(run.spec.network)
  const { testImages } = datasetInfo(run.spec.dataset.id)
  if (run.testAccuracy === null) return `${title} ended before its first epoch was complete (${run.status}).`
  const tested = Math.min(run.spec.dataset.limitTest ?? testImages, testImages)
  const which = tested < testImages ? `first ${count(tested)} of the ${count(testImages)}` : count(testImages)
  const time = `${counted(run.epochs.length, 'epoch')} and ${duration(run.elapsedSeconds)}`
  const end = run.status === 'completed' ? '' : ` The run has ended early (${run.status}).`
  return `${title} reached ${percent(run.testAccuracy)} on the ${which} test images after ${time}.${end}`
}

function comparison(run: RunRecord): string {
  const [nearest] = publishedFor(run.spec)
  if (!nearest || run.testAccuracy === null) return ''
  return `${nearest.name} reached ${percent(nearest.testAccuracy)} in ${publishedEpochs} epochs.`
}

/** Why the two numbers say little about each other, where they do. */
function caveat(run: RunRecord): string {
  const { trainImages } = datasetInfo(run.spec.dataset.id)
  const trained = run.spec.dataset.limitTrain ?? trainImages
  if (run.testAccuracy === null || trained >= trainImages) return ''
  return `Mind that this run trained on ${count(trained)} of the ${count(trainImages)} images only.`
}
