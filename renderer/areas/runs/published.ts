// Published results to hold a run against, from resources/reference/book-results.json.
import type { BookTab } from '@contract/models/zoo'
import type { RunSpec } from '@contract/training/run-spec'
import bookResults from '../../../resources/reference/book-results.json'

export interface PublishedResult {
  /** Whose result, for the end of a dashed line, e.g. `book`. */
  readonly label: string
  /** Whose result, as a sentence says it, e.g. `The book's AlexNet (MXNet tab)`. */
  readonly name: string
  /** Where it stands and how it was read. */
  readonly source: string
  /** Test accuracy by epoch, or one number for the end of the training. */
  readonly accuracyByEpoch: readonly number[]
  readonly finalAccuracy: number
}

const ways: Readonly<Record<string, string>> = {
  printed: 'printed',
  digitised: 'read off the published curve',
  reported: 'reported',
}

interface Entry {
  readonly source: string
  readonly kind: string
  readonly testAccuracy?: number | readonly number[]
  readonly testAccuracyByEpoch?: readonly number[]
}

function entry(entries: readonly Entry[], source: string): Entry {
  const found = entries.find((candidate) => candidate.source.startsWith(source))
  if (!found) throw new Error(`no published result from ${source}`)
  return found
}

function result(label: string, name: string, { source, kind, testAccuracy, testAccuracyByEpoch }: Entry): PublishedResult {
  const accuracyByEpoch = testAccuracyByEpoch ?? [testAccuracy ?? []].flat().slice(0, 1)
  return { label, name, source: `${source.replace(/^solutions: /, '')}; ${ways[kind] ?? kind}`, accuracyByEpoch, finalAccuracy: accuracyByEpoch.at(-1) ?? 0 }
}

const lenet = result('book', "The book's sigmoid LeNet", entry(bookResults.lenet, 'book v1.0.3'))
const lenetBeforeRelu = { ...lenet, label: 'book, sigmoid' }
const lenetClassic = result('book 2022', "The book's sigmoid LeNet, 2022 edition", entry(bookResults.lenet, 'book, 2022 edition, PyTorch'))
const lenetRelu = result('solutions', 'LeNet with ReLU, in solutions to the exercises', entry(bookResults.lenet, 'solutions: ReLU and max-pool'))
const alexnet = result('book', "The book's AlexNet (MXNet tab, Xavier)", entry(bookResults.alexnet, 'book v1.0.3, MXNet tab'))
const alexnetAsPrinted = result('book', "The book's AlexNet (PyTorch tab)", entry(bookResults.alexnet, 'book v1.0.3, PyTorch tab'))

const alexnetByTab: Readonly<Record<BookTab, PublishedResult>> = {
  pytorch: alexnet,
  mxnet: alexnet,
  jax: result('book', "The book's AlexNet (JAX tab)", entry(bookResults.alexnet, 'book v1.0.3, JAX tab')),
  tensorflow: result('book', "The book's AlexNet (TensorFlow tab)", entry(bookResults.alexnet, 'book v1.0.3, TensorFlow tab')),
}

/** The published result that is nearest to these settings; null for networks that are not the book's. */
export function publishedFor({ network, optimizer }: RunSpec): PublishedResult | null {
  if (network.kind !== 'zoo') return null
  switch (network.model) {
    case 'lenet':
    case 'lenet-relu':
      if (network.activation === 'relu' && network.pooling === 'max') return lenetRelu
      return optimizer.learningRate > 0.3 ? lenetClassic : lenet
    case 'alexnet':
      return network.initializer === 'pytorch-default' ? alexnetAsPrinted : alexnetByTab[network.tab ?? 'pytorch']
    case 'alexnet-2012':
    case 'alexnet-small':
    case 'fashionnet':
    case 'resnet-8':
    case 'resnet-20':
      return null
  }
}

/** What a run's sentence and its chart compare with: for LeNet with ReLU that is the book's own, which it improves on. */
export function comparedResult(spec: RunSpec): PublishedResult | null {
  const published = publishedFor(spec)
  return published === lenetRelu ? lenetBeforeRelu : published
}

/** Every figure to set beside these settings: the nearest, and what the run will be compared with where that is another one. */
export function publishedResults(spec: RunSpec): PublishedResult[] {
  return [...new Set([publishedFor(spec), comparedResult(spec)])].filter((result) => result !== null)
}
