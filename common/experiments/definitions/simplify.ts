// Exercise 5: a simpler AlexNet, and networks that are made for images of 28×28.
import { phrase } from '@language/phrase'
import { noAugmentation } from '@contract/data/augmentation'
import type { ListedPoint } from '@contract/sweeps/strategy'
import { modelInfo, modelNameSchema } from '@contract/models/zoo'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { defaultSchedule } from '@contract/training/schedule'
import { published } from '../../published/published'
import { smallestAlexnetEdge, withMomentum } from '../base-specs'
import { exerciseOfChapter } from '../chapter'
import type { Experiment, LabelOf, Part, SizePlan } from '../experiment'
import { fashionMnistFigures, publishedFigure } from '../published-figures'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { bestSentence } from '../sentences/best-sentence'
import { fasterSentence, frontSentence } from '../sentences/pareto-sentence'
import { extended, listedPart, type Extent } from '../sweep-part'

/** A network, named with the edge of its images where it is not trained on those that it is made for; of an own network where the point names it. */
const sizedLabel: LabelOf = (values) => {
  const name = String(values['network.model'])
  const { data } = modelNameSchema.safeParse(name)
  const edge = values['preprocessing.height']
  const { title, inputSize } = data === undefined ? { title: name, inputSize: null } : modelInfo(data)
  return typeof edge !== 'number' || edge === inputSize ? title : phrase('{title} at {edge}×{edge}', { title, edge })
}

/** With the learning rate where the same network is trained at several. */
const networkLabel: LabelOf = (values, others = []) => {
  const label = sizedLabel(values)
  const rate = values['optimizer.learningRate']
  const isTwice = others.some((other) => other['optimizer.learningRate'] !== rate && sizedLabel(other) === label)
  return isTwice ? phrase('{label} at learning rate {rate}', { label, rate: String(rate) }) : label
}

/** Highest learning rates for batches of 128. */
const rates: Readonly<Partial<Record<string, number>>> = { alexnet: 0.01, 'alexnet-small': 0.02, lenet: 0.05, 'lenet-relu': 0.02, fashionnet: 0.08, 'resnet-8': 0.1, 'resnet-20': 0.1 }
/** That of networks about which nothing is known: with it those without batch normalisation learn too. */
const cautiousRate = 0.02

/** Smaller batches take more steps, each with as much smaller a learning rate. */
const rateFor = (model: string, batchSize: number): number => Number(((rates[model] ?? cautiousRate) * Math.sqrt(batchSize / 128)).toPrecision(2))

/** A network joins with images of the size that it is made for, which own and imported ones bring along. */
const join: Part['join'] = (network, { base }) => {
  const { data } = modelNameSchema.safeParse(network)
  return [{ 'network.model': network, 'optimizer.learningRate': rateFor(network, base.batchSize), ...(data !== undefined && { 'preprocessing.height': modelInfo(data).inputSize }) }]
}

const parts = [{ name: 'networks', title: phrase('Networks'), labelOf: networkLabel, join }] as const satisfies readonly Part[]

/** All networks alike: momentum, weight decay, one cycle of the learning rate, flips. What differs is the highest learning rate that suits each. */
const recipe: RunSpec = {
  ...withMomentum(defaultSpec('alexnet-small'), 0.02, 5e-4),
  schedule: defaultSchedule('one-cycle'),
  augmentation: { ...noAugmentation, flip: 0.5 },
}

const point = (model: string, edge: number, batchSize: number): ListedPoint => ({ 'network.model': model, 'optimizer.learningRate': rateFor(model, batchSize), 'preprocessing.height': edge })

/** @param alexnetEdge of the images of the whole AlexNet */
const simplified = (alexnetEdge: number, batchSize: number): readonly ListedPoint[] => [
  point('alexnet', alexnetEdge, batchSize),
  point('alexnet-small', 112, batchSize),
  point('alexnet-small', smallestAlexnetEdge, batchSize),
  ...['lenet', 'lenet-relu', 'fashionnet', 'resnet-8', 'resnet-20'].map((model) => point(model, 28, batchSize)),
]

function sizePlan(note: string, extent: Extent, points: readonly ListedPoint[], seeds: number): SizePlan {
  return { note, plan: { networks: listedPart({ title: phrase('Accuracy against speed'), base: extended(recipe, extent), seeds, points }) } }
}

const speed = { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' } as const
const accuracy = { of: 'testAccuracy', title: phrase('Test accuracy'), scale: 'linear' } as const

export const simplify: Experiment = {
  name: 'simplify',
  kind: 'exercise',
  title: phrase('Simplify AlexNet'),
  question:
    phrase('AlexNet may be too complex for the Fashion-MNIST dataset, in particular due to the low resolution of the initial images. Try simplifying the model to make the training faster, while ensuring that the accuracy does not drop significantly. Design a better model that works directly on 28×28 images.'),
  source: exerciseOfChapter(5),
  approach:
    phrase('Networks of very different cost are trained in the same way, each at a learning rate that suits it, and compared by accuracy, speed and size. Look for those that no other beats in both, and for how much speed half the image size and a third of the channels give. Add networks of your own from the Model view to the list.'),
  parts,
  sizes: {
    quick: sizePlan(
      phrase('AlexNet with images of 68×68 in place of 224×224, since the full size takes hours, and seven others, on the first 5,000 images for 4 epochs with two seeds. So short a training favours networks that learn quickly; tested on 4,000 images.'),
      { train: 5000, test: 4000, epochs: 4, batchSize: 32 },
      simplified(smallestAlexnetEdge, 32),
      2,
    ),
    evening: sizePlan(phrase('The same networks on all images for ten epochs, with two seeds; AlexNet with images of 112×112.'), { epochs: 10, batchSize: 128 }, simplified(112, 128), 2),
    full: sizePlan(phrase("The book's AlexNet with images of 224×224 beside them, three seeds: a day on two cores, hours on a GPU."), { epochs: 10, batchSize: 128 }, [point('alexnet', 224, 128), ...simplified(112, 128)], 3),
  },
  charts: [
    { kind: 'pareto', title: phrase('Accuracy against speed'), caption: phrase('Up and to the right is better.'), x: speed, y: accuracy },
    { kind: 'pareto', title: phrase('Accuracy against parameters'), caption: phrase('Up and to the left is better.'), x: { of: 'parameters', title: phrase('Parameters'), scale: 'log' }, y: accuracy },
    { kind: 'pareto', title: phrase('Accuracy against multiply-adds'), caption: phrase('Of one image, forward. Up and to the left is better.'), x: { of: 'multiplyAdds', title: phrase('Multiply-adds'), scale: 'log' }, y: accuracy },
  ],
  columns: columnsOf('testAccuracy', 'imagesPerSecond', 'elapsedSeconds', 'parameters', 'multiplyAdds', 'peakRssBytes'),
  published: [publishedFigure(published.alexnetXavier, { 'network.model': 'alexnet' }), publishedFigure(published.lenet, { 'network.model': 'lenet' }), ...fashionMnistFigures],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const alexnet = groups.find(({ values }) => values['network.model'] === 'alexnet')
    return [
      fasterSentence(groups, alexnet, formats),
      frontSentence(groups, 'imagesPerSecond'),
      frontSentence(groups, 'parameters'),
      bestSentence('testAccuracy', groups, formats),
    ].filter((sentence) => sentence !== null)
  },
}
