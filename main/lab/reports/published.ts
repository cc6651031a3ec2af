// Published results for the book's networks (resources/reference/book-results.json), and which of them a run compares with.
import type { BookTab, ModelName } from '@contract/models/zoo'
import type { RunSpec } from '@contract/training/run-spec'
import { z } from 'zod'
import file from '../../../resources/reference/book-results.json'

const accuracySchema = z.number().min(0).max(1)

const entrySchema = z.object({
  source: z.string(),
  /** `printed`: the number stands in print; `digitised`: read off a published curve; `reported`: somebody's solution. */
  kind: z.enum(['printed', 'digitised', 'reported']),
  /** One number, or one for each of several variants that `source` names, in their order. */
  testAccuracy: z.union([accuracySchema, z.array(accuracySchema)]).optional(),
  testAccuracyByEpoch: z.array(accuracySchema).optional(),
})

const { alexnet, lenet } = z.object({ alexnet: z.array(entrySchema), lenet: z.array(entrySchema) }).parse(file)

/** One published result for ten epochs of training on all of Fashion-MNIST. */
export interface PublishedResult {
  readonly model: ModelName
  /** In words, e.g. `The book's AlexNet`. */
  readonly name: string
  /** Where it was published, e.g. `book v1.0.3, PyTorch tab`. */
  readonly source: string
  readonly kind: 'printed' | 'digitised' | 'reported'
  /** After the last epoch, on the 10,000 test images. */
  readonly testAccuracy: number
  /** After each epoch; null where only the last one is known. */
  readonly testAccuracyByEpoch: readonly number[] | null
}

/** The result under a source's name. The tests look every one of them up, so that none can be missing unnoticed. */
function result(model: ModelName, name: string, source: string): PublishedResult {
  const entry = (model === 'alexnet' ? alexnet : lenet).find((candidate) => candidate.source === source)
  const byEpoch = entry?.testAccuracyByEpoch ?? null
  // Where a source lists several frameworks, the first one is PyTorch, whose tab the lab follows.
  const testAccuracy = [entry?.testAccuracy ?? []].flat()[0] ?? byEpoch?.at(-1)
  if (!entry || testAccuracy === undefined) throw new Error(`book-results.json has no result of ${source}`)
  return { model, name, source, kind: entry.kind, testAccuracy, testAccuracyByEpoch: byEpoch }
}

export const published = {
  lenet: result('lenet', "The book's LeNet (sigmoid, learning rate 0.1)", 'book v1.0.3 (PyTorch, TensorFlow, JAX, MXNet)'),
  lenetClassic: result('lenet', "The book's LeNet (sigmoid, learning rate 0.9)", 'book, 2022 edition, PyTorch'),
  lenetRelu: result(
    'lenet-relu',
    'A published solution with ReLU and max-pooling (learning rate 0.1, batch size 256)',
    'solutions: ReLU and max-pool, lr 0.1, batch 256, 10 epochs',
  ),
  alexnetXavier: result('alexnet', "The book's AlexNet (Xavier initialisation)", 'book, 2022 edition, PyTorch'),
  alexnetAsPrinted: result('alexnet', "The book's AlexNet (PyTorch's initialisation)", 'book v1.0.3, PyTorch tab'),
  alexnetJax: result('alexnet', "The book's AlexNet (JAX tab)", 'book v1.0.3, JAX tab'),
  alexnetMxnet: result('alexnet', "The book's AlexNet (MXNet tab)", 'book v1.0.3, MXNet tab'),
  alexnetTensorflow: result('alexnet', "The book's AlexNet (TensorFlow tab)", 'book v1.0.3, TensorFlow tab'),
} as const

const alexnetByTab: Readonly<Record<BookTab, PublishedResult>> = {
  pytorch: published.alexnetXavier,
  jax: published.alexnetJax,
  mxnet: published.alexnetMxnet,
  tensorflow: published.alexnetTensorflow,
}

/** The published results that a run with this spec compares with, the nearest first; none for networks that are not the book's. */
export function publishedFor({ network, optimizer }: RunSpec): readonly PublishedResult[] {
  if (network.kind !== 'zoo') return []
  const { activation, pooling, tab } = network
  switch (network.model) {
    case 'lenet':
    case 'lenet-relu':
      if (activation === 'sigmoid' && pooling === 'average') {
        return optimizer.learningRate < 0.5 ? [published.lenet, published.lenetClassic] : [published.lenetClassic, published.lenet]
      }
      return activation === 'relu' && pooling === 'max' ? [published.lenet, published.lenetRelu] : [published.lenet]
    case 'alexnet':
      if (network.initializer === 'pytorch-default') return [published.alexnetAsPrinted, published.alexnetXavier]
      return [alexnetByTab[tab ?? 'pytorch'], published.alexnetAsPrinted]
    case 'alexnet-2012':
    case 'alexnet-small':
    case 'fashionnet':
    case 'resnet-8':
    case 'resnet-20':
      return []
  }
}
