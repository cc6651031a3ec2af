// Published results for the book's networks (resources/reference/book-results.json), and which of them a run compares with. Window,
// reports and command line all ask here.
import { phrase } from '@language/phrase'
import type { BookTab } from '@contract/models/zoo'
import type { RunSpec } from '@contract/training/run-spec'
import { z } from 'zod'
import file from '../../resources/reference/book-results.json'
import { sourceWords } from './source-words'

const accuracySchema = z.number().min(0).max(1)

const entrySchema = z.object({
  source: z.string(),
  /** `printed`: the number stands in print; `digitised`: read off a published curve; `reported`: somebody's solution. */
  kind: z.enum(['printed', 'digitised', 'reported']),
  /** One number, or one for each of several variants that `source` names, in their order. */
  testAccuracy: z.union([accuracySchema, z.array(accuracySchema)]).optional(),
  testAccuracyByEpoch: z.array(accuracySchema).optional(),
  /** One for all variants, or one for each. */
  imagesPerSecond: z.union([z.number(), z.array(z.number())]).optional(),
  gpuMemoryGB: z.array(z.number()).optional(),
  epochs: z.array(z.int()).optional(),
  batch: z.union([z.int(), z.array(z.int())]).optional(),
})

const fashionMnistSchema = z.object({ source: z.string(), testAccuracy: accuracySchema })

const { fashionMnist, ...entries } = z.object({ alexnet: z.array(entrySchema), lenet: z.array(entrySchema), fashionMnist: z.array(fashionMnistSchema) }).parse(file)

/** Training epochs of every published result, each on all of Fashion-MNIST. */
export const publishedEpochs = 10

/** The data set of every published result. */
const publishedDataset = 'fashion-mnist'

/** One published result. */
export interface PublishedResult {
  /** Whose result, for the end of a dashed line, e.g. `book`. */
  readonly label: string
  /** Whose result, for a sentence, e.g. `The book's AlexNet (Xavier initialisation)`. */
  readonly name: string
  /** Where it was published and how the number was read, e.g. `book v1.0.3, PyTorch tab; read off the published curve`. */
  readonly source: string
  /** Test accuracy after each epoch; a single number where only that of the last epoch is known. */
  readonly accuracyByEpoch: readonly number[]
  /** Test accuracy after the last epoch. */
  readonly finalAccuracy: number
}

const kindWords = { printed: phrase('printed'), digitised: phrase('read off the published curve'), reported: phrase('reported by readers') } as const

/** Where a number was published, and how it was read. */
const sourceOf = ({ source, kind }: Pick<z.infer<typeof entrySchema>, 'source' | 'kind'>): string => phrase('{source}; {howRead}', { source: sourceWords(source.replace(/^solutions: /, '')), howRead: kindWords[kind] })

/** The result under a source's name. @throws Error where the file has no such source */
function result(of: keyof typeof entries, source: string, label: string, name: string): PublishedResult {
  const entry = entries[of].find((candidate) => candidate.source === source)
  // Where a source lists several frameworks, the first one is PyTorch, whose tab the lab follows.
  const accuracyByEpoch = entry?.testAccuracyByEpoch ?? [entry?.testAccuracy ?? []].flat().slice(0, 1)
  const finalAccuracy = accuracyByEpoch.at(-1)
  if (!entry || finalAccuracy === undefined) throw new Error(`book-results.json has no result of ${source}`)
  return { label, name, source: sourceOf(entry), accuracyByEpoch, finalAccuracy }
}

/** What a source reports of one of the variants that it names, in base units. */
export interface PublishedVariant {
  readonly source: string
  readonly testAccuracy: number
  readonly imagesPerSecond: number | null
  readonly deviceBytes: number | null
  readonly epochs: number
  readonly batchSize: number | null
}

/** The variants of a source, in its order. @throws Error where the file has no such source */
export function publishedVariants(of: keyof typeof entries, source: string): readonly PublishedVariant[] {
  const entry = entries[of].find((candidate) => candidate.source === source)
  if (!entry) throw new Error(`book-results.json has no result of ${source}`)
  const { testAccuracy, testAccuracyByEpoch, imagesPerSecond, gpuMemoryGB, epochs, batch } = entry
  const at = <Value>(values: Value | readonly Value[] | undefined, index: number): Value | undefined => (Array.isArray(values) ? (values as readonly Value[])[index] : (values as Value | undefined))
  return [testAccuracy ?? testAccuracyByEpoch?.at(-1) ?? []].flat().map((accuracy, index) => {
    const memory = at(gpuMemoryGB, index)
    return {
      source: sourceOf(entry),
      testAccuracy: accuracy,
      imagesPerSecond: at(imagesPerSecond, index) ?? null,
      deviceBytes: memory === undefined ? null : memory * 1e9,
      epochs: at(epochs, index) ?? publishedEpochs,
      batchSize: at(batch, index) ?? null,
    }
  })
}

/** Published accuracies on Fashion-MNIST by what reached them, as listed by the data set's authors. */
export const fashionMnistResults: readonly { readonly source: string; readonly testAccuracy: number }[] = fashionMnist.map(({ source, testAccuracy }) => ({ source: sourceWords(source), testAccuracy }))

export const published = {
  lenet: result('lenet', 'book v1.0.3 (PyTorch, TensorFlow, JAX, MXNet)', phrase('book, sigmoid'), phrase("The book's LeNet (sigmoid, learning rate 0.1)")),
  lenetClassic: result('lenet', 'book, 2022 edition, PyTorch', phrase('book 2022'), phrase("The book's LeNet (sigmoid, learning rate 0.9, 2022 edition)")),
  lenetRelu: result(
    'lenet',
    'solutions: ReLU and max-pool, lr 0.1, batch 256, 10 epochs',
    phrase('solutions'),
    phrase('A published solution with ReLU and max-pooling (learning rate 0.1, batch size 256)'),
  ),
  alexnetXavier: result('alexnet', 'book, 2022 edition, PyTorch', phrase('book § whose result'), phrase("The book's AlexNet (Xavier initialisation)")),
  alexnetAsPrinted: result('alexnet', 'book v1.0.3, PyTorch tab', phrase('book § whose result'), phrase("The book's AlexNet (PyTorch's initialisation)")),
  alexnetJax: result('alexnet', 'book v1.0.3, JAX tab', phrase('book § whose result'), phrase("The book's AlexNet (JAX tab)")),
  alexnetMxnet: result('alexnet', 'book v1.0.3, MXNet tab', phrase('book § whose result'), phrase("The book's AlexNet (MXNet tab)")),
  alexnetTensorflow: result('alexnet', 'book v1.0.3, TensorFlow tab', phrase('book § whose result'), phrase("The book's AlexNet (TensorFlow tab)")),
} as const

/**
 * Geometric mean of the learning rates of the two editions, 0.1 (present) and 0.9 (2022): a run compares with the edition whose rate is
 * nearer.
 */
const rateBetweenEditions = 0.3

/** The sigmoid LeNet of both editions, the nearer one first. */
function sigmoidLenet(learningRate: number): readonly PublishedResult[] {
  return learningRate > rateBetweenEditions ? [published.lenetClassic, published.lenet] : [published.lenet, published.lenetClassic]
}

/**
 * AlexNet by the tab that its listing follows, with Xavier initialisation. The present edition's PyTorch tab publishes no such result: it
 * applies Xavier to lazy layers, which has no effect. The nearest is the PyTorch listing of the 2022 edition: the same layers, learning rate,
 * batch size and epochs, with Xavier in effect, and its number is printed. The MXNet tab of the present edition has Xavier in effect as
 * well, but is another framework's, and is read off a curve.
 */
const alexnetByTab: Readonly<Record<BookTab, PublishedResult>> = {
  pytorch: published.alexnetXavier,
  jax: published.alexnetJax,
  mxnet: published.alexnetMxnet,
  tensorflow: published.alexnetTensorflow,
}

/**
 * The published results to show beside a run with this spec; conclusion and chart compare with the first one. Empty for networks that are
 * not the book's and for other data sets.
 */
export function publishedFor({ network, optimizer, dataset }: RunSpec): readonly PublishedResult[] {
  if (network.kind !== 'zoo' || dataset.id !== publishedDataset) return []
  const { activation, pooling, tab } = network
  switch (network.model) {
    case 'lenet':
    case 'lenet-relu':
      if (activation === 'sigmoid' && pooling === 'average') return sigmoidLenet(optimizer.learningRate)
      // Variants compare with the book's own LeNet, which they are meant to improve on.
      return activation === 'relu' && pooling === 'max' ? [published.lenet, published.lenetRelu] : [published.lenet]
    case 'alexnet':
      if (network.initializer === 'pytorch-default') return [published.alexnetAsPrinted, published.alexnetXavier]
      return [alexnetByTab[tab ?? 'pytorch'], published.alexnetAsPrinted]
    case 'alexnet-2012':
    case 'alexnet-small':
    case 'fashionnet':
    case 'resnet-8':
    case 'resnet-20':
    case 'vgg-11':
    case 'vgg-16':
    case 'nin':
    case 'googlenet':
    case 'resnet-18':
    case 'resnet-50':
    case 'mobilenet-v2':
    case 'pixels':
    case 'hog':
    case 'visual-words':
      return []
  }
}

/** The published result that a run with this spec is compared with; null where there is none. */
export function comparedResult(spec: RunSpec): PublishedResult | null {
  return publishedFor(spec)[0] ?? null
}
