// The result of a run in a few plain sentences, the same in the window, in reports and on the command line.
import { phrase } from '@language/phrase'
import { networkTitle } from '@contract/models/networks'
import { heldOut, heldOutSplit, lastHeldOut } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { comparedResult, publishedEpochs } from '../published/published'
import type { Formats } from '../words/formats'
import { betweenSentences } from '../words/sentences'
import { splitWords } from '../words/split-words'
import { judgingImages, trainedImages, usedImages, type DatasetFacts } from '../training/used-images'
import { bestEpoch, isGuessing, verdictOf } from './verdict'

/**
 * The result of a run, its verdict where it is poor, and the published result to compare with, e.g. `LeNet with ReLU reached 87.1 % on the
 * 10,000 test images after 10 epochs and 52 s. The book's LeNet (sigmoid, learning rate 0.1) reached 72.8 % in 10 epochs.`
 */
export function conclusion(run: RunRecord, dataset: DatasetFacts, formats: Formats): string {
  return [resultSentence(run, dataset, formats), beginning(run), verdictSentences(run, dataset, formats), comparison(run, dataset, formats)]
    .filter((sentence) => sentence !== '')
    .join(betweenSentences)
}

function resultSentence(run: RunRecord, dataset: DatasetFacts, { formatCounted, formatDuration, formatPercent, formatCount }: Formats): string {
  const name = networkTitle(run.spec.network)
  const took = formatDuration(run.elapsedSeconds)
  const { accuracy: judged } = lastHeldOut(run)
  if (judged === null && run.elapsedSeconds === 0) return phrase('{name} ended before its first step.', { name })
  if (judged === null) return phrase('{name} trained for {took} and was not tested: its first epoch did not end.', { name, took })
  const { limitTest, limitTrain, validation } = run.spec.dataset
  const tested = phrase('{images} test images', { images: partOf(limitTest, dataset.testImages, formatCount) ?? formatCount(dataset.testImages) })
  const validated = phrase('{images} validation images', { images: formatCount(judgingImages(run.spec.dataset, dataset)) })
  const trainedOn = validation === 'share' ? formatCount(trainedImages(run.spec.dataset, dataset)) : partOf(limitTrain, dataset.trainImages, formatCount)
  const trained = trainedOn === null ? '' : validation === 'share' ? phrase(', trained on {trainedOn} images', { trainedOn }) : phrase(', trained on the {trainedOn} images', { trainedOn })
  const done = run.epochs.length
  const isComplete = run.status === 'completed'
  const trainedFor = isComplete ? formatCounted(done, 'epoch') : phrase('epoch {done} of {epochs}', { done, epochs: run.spec.epochs })
  const reached = (accuracy: number, images: string): string => {
    const result = { name, accuracy: formatPercent(accuracy), images, trainedFor, took, trained }
    return isComplete ? phrase('{name} reached {accuracy} on the {images} after {trainedFor} and {took}{trained}.', result) : phrase('{name} stood at {accuracy} on the {images} after {trainedFor} and {took}{trained}.', result)
  }
  if (heldOutSplit(run.spec) === 'test') return reached(judged, tested)
  const judgedWords = phrase('{accuracy} on the {images}', { accuracy: formatPercent(judged), images: validated })
  return run.testAccuracy === null ? reached(judged, validated) : phrase('{reached} Its epochs were judged by images for validation: {judged} at the end.', { reached: reached(run.testAccuracy, tested), judged: judgedWords })
}

/** Warns that training began with the weights of a file, so that the result does not compare with others; empty for other networks. */
function beginning({ spec: { network } }: RunRecord): string {
  return network.kind === 'file' && network.file.weights === 'keep' ? phrase('It began with the weights in its file, which may have been trained before.') : ''
}

/** `first 512 of 10,000`; null where all images are used. */
function partOf(limit: number | null, all: number, formatCount: Formats['formatCount']): string | null {
  const used = usedImages(limit, all)
  return used < all ? phrase('first {used} of {all}', { used: formatCount(used), all: formatCount(all) }) : null
}

/** What is wrong with the result; empty for a success, and for a run without a result. */
export function verdictSentences(run: RunRecord, dataset: DatasetFacts, { formatPercent, formatShare }: Formats): string {
  const guessing = phrase('That is no better than guessing ({share})', { share: formatShare(1 / dataset.classes.length) })
  switch (verdictOf(run, dataset)) {
    case 'guessing':
      return phrase('{guessing}.', { guessing })
    case 'diverged':
      return isGuessing(run, dataset) ? phrase('{guessing}: the learning rate is too large.', { guessing }) : phrase('Then training diverged: the learning rate is too large.')
    case 'overfitting': {
      const best = bestEpoch(run)
      const gap = phrase('That is overfitting: on its training images the network reached {trainAccuracy}.', { trainAccuracy: formatPercent(run.epochs.at(-1)?.trainAccuracy ?? 0) })
      if (!best || best.epoch === run.epochs.length) return gap
      return phrase('{gap} Its best epoch, the one with the lowest {split} loss, was epoch {epoch} with {accuracy}.', { gap, split: splitWords[heldOutSplit(run.spec)], epoch: best.epoch, accuracy: formatPercent(heldOut(best).accuracy) })
    }
    case 'untested':
    case 'success':
      return ''
  }
}

/** The published result to compare with; names its number of training images where the run used fewer. */
function comparison(run: RunRecord, dataset: DatasetFacts, { formatCount, formatPercent }: Formats): string {
  const compared = comparedResult(run.spec)
  if (!compared || run.testAccuracy === null) return ''
  const isPart = usedImages(run.spec.dataset.limitTrain, dataset.trainImages) < dataset.trainImages
  const told = { name: compared.name, accuracy: formatPercent(compared.finalAccuracy), epochs: publishedEpochs }
  return isPart
    ? phrase('{name} reached {accuracy} in {epochs} epochs on all {images} images.', { ...told, images: formatCount(dataset.trainImages) })
    : phrase('{name} reached {accuracy} in {epochs} epochs.', told)
}
