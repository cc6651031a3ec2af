// A run's settings in one line: below its title in the window, and as its first line in the terminal.
import { judgingImages, trainedImages } from '../training/used-images'
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { initializationWords } from '@contract/models/initializers'
import { changedLayers, chosenDropout, networkTitle } from '@contract/models/networks'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunSpec } from '@contract/training/run-spec'
import { formatCount, formatCounted, formatShape } from './format'
import { imageWords, preprocessingWords, stepWords } from './spec-words'

type Part = (spec: RunSpec, dataset: DatasetInfo | null) => readonly string[]

/** `first 2,560 training images`; empty where the limit covers the whole data set. */
function limitWords(limit: number | null, all: number | undefined, words: (limit: string) => string): string[] {
  return limit === null || (all !== undefined && limit >= all) ? [] : [words(formatCount(limit))]
}

const network: Part = (spec) => [networkTitle(spec.network)]
const layers: Part = (spec) => changedLayers(spec.network)
const batchSize: Part = (spec) => [phrase('batch size {size}', { size: formatCount(spec.batchSize) })]
const learningRate: Part = (spec) => [phrase('learning rate {rate}', { rate: spec.optimizer.learningRate })]
const seed: Part = (spec) => [phrase('seed {seed}', { seed: spec.seed })]
const epochs: Part = (spec) => [formatCounted(spec.epochs, 'epoch')]
const steps: Part = (spec) => stepWords(spec)
const dropout: Part = ({ network: settings }) => {
  const chosen = chosenDropout(settings)
  return chosen === null ? [] : [phrase('dropout {dropout}', { dropout: chosen })]
}
const someDropout: Part = (spec, dataset) => ((chosenDropout(spec.network) ?? 0) > 0 ? dropout(spec, dataset) : [])
const initializer: Part = ({ network }) => [initializationWords(network)]
/** `6,000 validation images`; empty where epochs are judged by the test images. */
const validation: Part = (spec, dataset) => {
  if (heldOutSplit(spec) === 'test') return []
  return [dataset ? formatCounted(judgingImages(spec.dataset, dataset), 'validation image') : phrase('validation images')]
}
const limits: Part = ({ dataset: { limitTrain, limitTest } }, dataset) => [
  ...limitWords(limitTrain, dataset?.trainImages, (limit) => phrase('first {limit} training images', { limit })),
  ...limitWords(limitTest, dataset?.testImages, (limit) => phrase('first {limit} test images', { limit })),
]
/** `60,000 images of Fashion-MNIST at 1×28×28` */
const data: Part = ({ dataset: settings, preprocessing: { height, width } }, dataset) => {
  const { id, limitTrain } = settings
  const images = dataset ? trainedImages(settings, dataset) : limitTrain
  const shape = formatShape([...(dataset ? [dataset.channels] : []), height, width])
  const title = dataset?.title ?? id
  return [images === null ? phrase('all images of {dataset} at {shape}', { dataset: title, shape }) : phrase('{images} of {dataset} at {shape}', { images: formatCounted(images, 'image'), dataset: title, shape })]
}
const changedImages = (joint: string): Part => (spec) => {
  const words = imageWords(spec)
  return words.length === 0 ? [] : [phrase('images {changes}', { changes: words.join(joint) })]
}

const preprocessing: Part = (spec) => preprocessingWords(spec.preprocessing)

/** The parts of each line, in order; the window's line begins with the settings by which one recognises a run. */
const lines = {
  window: { parts: [layers, batchSize, learningRate, seed, steps, dropout, preprocessing, changedImages(phrase(', ')), limits, validation], separator: ' · ' },
  /** What all runs of a sweep have in common, without what sweeps vary most. */
  sweep: { parts: [network, layers, data, validation, steps, preprocessing, changedImages(phrase(', '))], separator: ' · ' },
  terminal: {
    parts: [network, data, validation, epochs, batchSize, learningRate, steps, preprocessing, changedImages(phrase(' and ')), someDropout, initializer, seed],
    separator: phrase(', '),
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
