// A run's settings in one line: below its title in the window, and as its first line in the terminal.
import { judgingImages, trainedImages } from '../training/used-images'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { scaleWords } from '@contract/models/initializers'
import { changedLayers, chosenDropout, networkTitle } from '@contract/models/networks'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunSpec } from '@contract/training/run-spec'
import { formatCount, formatShape } from './format'
import { imageWords, preprocessingWords, stepWords } from './spec-words'

type Part = (spec: RunSpec, dataset: DatasetInfo | null) => readonly string[]

/** `first 2,560 training images`; empty where the limit covers the whole data set. */
function limitWords(limit: number | null, all: number | undefined, what: string): string[] {
  return limit === null || (all !== undefined && limit >= all) ? [] : [phrase('first {limit} {what} images', { limit: formatCount(limit), what })]
}

const network: Part = (spec) => [networkTitle(spec.network)]
const layers: Part = (spec) => changedLayers(spec.network)
const batchSize: Part = (spec) => [phrase('batch size {batchSize}', { batchSize: formatCount(spec.batchSize) })]
const learningRate: Part = (spec) => [phrase('learning rate {learningRate}', { learningRate: spec.optimizer.learningRate })]
const seed: Part = (spec) => [phrase('seed {seed}', { seed: spec.seed })]
const epochs: Part = (spec) => [`${formatCount(spec.epochs)} ${spec.epochs === 1 ? 'epoch' : 'epochs'}`]
const steps: Part = (spec) => stepWords(spec)
const dropout: Part = ({ network: settings }) => {
  const chosen = chosenDropout(settings)
  return chosen === null ? [] : [phrase('dropout {chosen}', { chosen })]
}
const someDropout: Part = (spec, dataset) => ((chosenDropout(spec.network) ?? 0) > 0 ? dropout(spec, dataset) : [])
const initializer: Part = ({ network }) => [phrase('{initializer} initialisation{initializerScale}', { initializer: network.initializer, initializerScale: scaleWords(network.initializerScale) })]
/** `6,000 validation images`; empty where epochs are judged by the test images. */
const validation: Part = (spec, dataset) => {
  if (heldOutSplit(spec) === 'test') return []
  return [dataset ? phrase('{judgingImages} validation images', { judgingImages: formatCount(judgingImages(spec.dataset, dataset)) }) : phrase('validation images')]
}
const limits: Part = ({ dataset: { limitTrain, limitTest } }, dataset) => [
  ...limitWords(limitTrain, dataset?.trainImages, 'training'),
  ...limitWords(limitTest, dataset?.testImages, 'test'),
]
/** `60,000 images of Fashion-MNIST at 1×28×28` */
const data: Part = ({ dataset: settings, preprocessing: { height, width } }, dataset) => {
  const { id, limitTrain } = settings
  const images = dataset ? trainedImages(settings, dataset) : limitTrain
  const shape = formatShape([...(dataset ? [dataset.channels] : []), height, width])
  return [phrase('{which} of {dataset} at {shape}', { which: images === null ? phrase('all images') : phrase('{images} images', { images: formatCount(images) }), dataset: dataset?.title ?? id, shape })]
}
const changedImages = (joint: string): Part => (spec) => {
  const words = imageWords(spec)
  return words.length === 0 ? [] : [phrase('images {words}', { words: words.join(joint) })]
}

const preprocessing: Part = (spec) => preprocessingWords(spec.preprocessing)

/** The parts of each line, in order; the window's line begins with the settings by which one recognises a run. */
const lines = {
  window: { parts: [layers, batchSize, learningRate, seed, steps, dropout, preprocessing, changedImages(', '), limits, validation], separator: ' · ' },
  /** What all runs of a sweep have in common, without what sweeps vary most. */
  sweep: { parts: [network, layers, data, validation, steps, preprocessing, changedImages(', ')], separator: ' · ' },
  terminal: {
    parts: [network, data, validation, epochs, batchSize, learningRate, steps, preprocessing, changedImages(' and '), someDropout, initializer, seed],
    separator: ', ',
  },
} as const satisfies Readonly<Record<string, { readonly parts: readonly Part[]; readonly separator: string }>>

/**
 * The settings of a run in one line: `batch size 128 · learning rate 0.1 · seed 0` in the window, and in the terminal
 * `LeNet, 60,000 images of Fashion-MNIST at 1×28×28, 10 epochs, batch size 128, ...`.
 * @param dataset facts of its data set; null while they are not known
 */
export function specLine(spec: RunSpec, dataset: DatasetInfo | null, where: keyof typeof lines): string {
  const { parts, separator } = lines[where]
  return parts.flatMap((part: Part) => part(spec, dataset)).join(separator)
}
