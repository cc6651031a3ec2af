// The contrast of the chapter: features that were crafted before 2012, with linear and kernel classifiers, beside networks that learn their features.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { listedPoints, type ListedPoint } from '@contract/sweeps/strategy'
import { modelInfo, modelNameSchema } from '@contract/models/zoo'
import { defaultSpec } from '@contract/training/run-spec'
import { fashionMnistBenchmarks, type FashionMnistBenchmark } from '../../published/fashion-mnist-benchmarks'
import { sourceWords } from '../../published/source-words'
import { smallestAlexnetEdge } from '../base-specs'
import { paragraphOfChapter } from '../chapter'
import type { Experiment, LabelOf, Part, SizePlan } from '../experiment'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { bestSentence } from '../sentences/best-sentence'
import { effectSentence } from '../sentences/effect-sentence'
import { extended, listedPart } from '../sweep-part'

const imagesOf = (values: Parameters<LabelOf>[0]): number => (typeof values['dataset.limitTrain'] === 'number' ? values['dataset.limitTrain'] : 60_000)

/** `HOG with hinge loss on 2,000 images`. @param classifier null: the network's own layers */
const labelWith = (classifier: string | null): LabelOf => (values) => {
  const { data } = modelNameSchema.safeParse(values['network.model'])
  const network = data === undefined ? String(values['network.model']) : modelInfo(data).title
  const images = imagesOf(values).toLocaleString(language)
  if (classifier === null) return phrase('{network} on {images} images', { network, images })
  const kernel = values['network.kernel'] === 'nystroem' ? ' (Nyström)' : ''
  return phrase('{features} with {classifier}{kernel} on {images} images', { features: network, classifier, kernel, images })
}

/** Learning rates of plain SGD for batches of 32, half of those that suit batches of 128. The hinge sums over ten classes, so its gradients are several times as long. */
const rates = { softmax: { pixels: 0.05, hog: 0.25, 'visual-words': 0.25 }, hinge: { pixels: 0.005, hog: 0.025, 'visual-words': 0.025 }, lenet: 0.05, alexnet: 0.05 } as const

/** A network joins with every share of the images. */
const join: Part['join'] = (network, { strategy }) => {
  const shares = listedPoints(strategy).map(({ 'dataset.limitTrain': images = null, epochs = 1 }) => ({ 'dataset.limitTrain': images, epochs }))
  const others = shares.filter((share, place) => shares.findIndex((other) => other['dataset.limitTrain'] === share['dataset.limitTrain'] && other.epochs === share.epochs) === place)
  return others.map((share) => ({ 'network.model': network, ...share, 'optimizer.learningRate': rates.lenet }))
}

const parts = [
  { name: 'linear', title: phrase('Crafted features, softmax'), labelOf: labelWith('softmax') },
  { name: 'hinge', title: phrase('Crafted features, hinge loss'), labelOf: labelWith(phrase('hinge loss')) },
  { name: 'kernel', title: phrase('Crafted features, RBF kernel'), labelOf: labelWith(phrase('RBF kernel')) },
  { name: 'learned', title: phrase('Learned features'), labelOf: labelWith(null), join },
] as const satisfies readonly Part[]

const crafted = ['pixels', 'hog', 'visual-words'] as const

/** A share of the training images, and for how many epochs: few images need more of them. */
interface Share {
  readonly images: number | null
  readonly epochs: number
  /** Networks that learn their features need more epochs than classifiers of given ones. */
  readonly learnedEpochs: number
}

/** The shares of the evening. */
const [few, some, all] = [{ images: 600, epochs: 30, learnedEpochs: 60 }, { images: 6000, epochs: 10, learnedEpochs: 20 }, { images: null, epochs: 5, learnedEpochs: 10 }] as const satisfies readonly Share[]

interface Size {
  readonly note: string
  readonly shares: readonly Share[]
  readonly test: number | null
  readonly seeds: number
  readonly kernels: readonly string[]
  readonly alexnetEdge: number
}

function sizePlan({ note, shares, test, seeds, kernels, alexnetEdge }: Size): SizePlan {
  const base = extended(defaultSpec('pixels'), { test, batchSize: 32, learningRate: rates.softmax.pixels })
  const largest = shares.slice(-1)
  const craftedPoints = (of: readonly Share[], by: Readonly<Record<(typeof crafted)[number], number>>, others: ListedPoint): readonly ListedPoint[] =>
    of.flatMap(({ images, epochs }) => crafted.map((model) => ({ 'network.model': model, 'dataset.limitTrain': images, epochs, 'optimizer.learningRate': by[model], ...others })))
  return {
    note,
    plan: {
      linear: listedPart({ title: phrase('Crafted features with softmax'), base, seeds, points: craftedPoints(shares, rates.softmax, {}) }),
      hinge: listedPart({ title: phrase('Crafted features with hinge loss'), base: { ...base, loss: 'squared-hinge' }, seeds, points: craftedPoints(largest, rates.hinge, {}) }),
      kernel: listedPart({ title: phrase('Crafted features with RBF kernel'), base, seeds, points: kernels.flatMap((kernel) => craftedPoints(kernel === kernels[0] ? shares : largest, rates.softmax, { 'network.kernel': kernel })) }),
      learned: listedPart({
        title: phrase('Learned features'), base: extended({ ...base, network: defaultSpec('lenet-relu').network }, { learningRate: rates.lenet }), seeds,
        points: shares.flatMap(({ images, learnedEpochs: epochs }): readonly ListedPoint[] => [
          { 'network.model': 'lenet-relu', 'preprocessing.height': 28, 'dataset.limitTrain': images, epochs, 'optimizer.learningRate': rates.lenet },
          { 'network.model': 'alexnet-small', 'preprocessing.height': alexnetEdge, 'dataset.limitTrain': images, epochs, 'optimizer.learningRate': rates.alexnet },
        ]),
      }),
    },
  }
}

/** What classifiers of published results see; empty: a figure of people. */
const featureWords = { pixels: phrase('Raw pixels'), hog: 'HOG', learnt: phrase('Learned features'), none: '' } as const

/** `HOG, SVM (submitted by …)`. */
function publishedName({ features, classifier, details }: FashionMnistBenchmark): string {
  const named = { classifier: sourceWords(classifier), details: sourceWords(details) }
  return features === 'none' ? phrase('{classifier} ({details})', named) : phrase('{features}, {classifier} ({details})', { features: featureWords[features], ...named })
}

const sharesAxis = { of: 'dataset.limitTrain', title: phrase('Training images'), scale: 'log' } as const

export const craftedFeatures: Experiment = {
  name: 'crafted-features',
  kind: 'story',
  title: phrase('The world before 2012'),
  question: phrase('Before 2012 the representation was calculated mechanically: SIFT, SURF, HOG and bags of visual words ruled the roost, in front of a linear model or a kernel method. Where does learning the features begin to pay?'),
  source: paragraphOfChapter(phrase('Representation Learning')),
  approach:
    phrase('Raw pixels, HOG and visual words of dense SIFT are classified linearly, by softmax and by the hinge loss of a support vector machine, and by an RBF kernel. LeNet and the small AlexNet learn their features from the same images. Look at how accuracy grows with the number of images, and at the time that each takes.'),
  parts,
  sizes: {
    quick: sizePlan({
      note: phrase('The first 500, 2,000, 8,000 and 16,000 of 60,000 images, two seeds; AlexNet small, with images of 68×68; the hinge loss at 16,000 images alone. Tested on 2,500 images, whose accuracies spread by less than a point.'),
      shares: [{ images: 500, epochs: 20, learnedEpochs: 30 }, { images: 2000, epochs: 10, learnedEpochs: 15 }, { images: 8000, epochs: 5, learnedEpochs: 8 }, { images: 16_000, epochs: 4, learnedEpochs: 6 }],
      test: 2500,
      seeds: 2,
      kernels: ['fourier'],
      alexnetEdge: smallestAlexnetEdge,
    }),
    evening: sizePlan({
      note: phrase('From 600 to all 60,000 images, three seeds; AlexNet small, with images of 112×112; the kernel also by the method of Nyström.'),
      shares: [few, some, all],
      test: null,
      seeds: 3,
      kernels: ['fourier', 'nystroem'],
      alexnetEdge: 112,
    }),
    full: sizePlan({
      note: phrase('The same with more shares of the images and five seeds: a day on two cores.'),
      shares: [few, { images: 2000, epochs: 20, learnedEpochs: 40 }, some, { images: 20_000, epochs: 8, learnedEpochs: 15 }, all],
      test: null,
      seeds: 5,
      kernels: ['fourier', 'nystroem'],
      alexnetEdge: 112,
    }),
  },
  charts: [
    { kind: 'figure', title: phrase('Accuracy over the training images'), caption: phrase('Linear classifiers of crafted features beside networks that learn theirs.'), parts: ['linear', 'learned'], by: 'network.model', x: sharesAxis, y: { of: 'testAccuracy', title: phrase('Test accuracy'), scale: 'linear' } },
    { kind: 'figure', title: phrase('The same with a kernel'), caption: phrase('An RBF kernel in place of the linear classifier.'), parts: ['kernel', 'learned'], by: 'network.model', x: sharesAxis, y: { of: 'testAccuracy', title: phrase('Test accuracy'), scale: 'linear' } },
    { kind: 'pareto', title: phrase('Accuracy against time'), caption: phrase('Training and evaluation of whole runs. Up and to the left is better.'), x: { of: 'elapsedSeconds', title: phrase('Time'), scale: 'log' }, y: { of: 'testAccuracy', title: phrase('Test accuracy'), scale: 'linear' } },
    { kind: 'panel', title: phrase('What HOG sees'), caption: phrase('An image, and the directions of its edges cell by cell: all that the classifier gets.'), panel: 'hog' },
  ],
  columns: columnsOf('testAccuracy', 'trainAccuracy', 'elapsedSeconds', 'imagesPerSecond', 'parameters', 'epochs'),
  published: fashionMnistBenchmarks.map((benchmark) => ({ what: publishedName(benchmark), figures: { testAccuracy: benchmark.accuracy }, source: sourceWords(benchmark.source) })),
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const images = groups.map(({ values }) => imagesOf(values))
    const [fewest, most] = [Math.min(...images), Math.max(...images)]
    const at = (count: number) => groups.filter(({ values }) => imagesOf(values) === count)
    const of = (part: string, model: string, count: number) => at(count).find((group) => group.part === part && group.values['network.model'] === model)
    return [
      fewest < most ? bestSentence('testAccuracy', at(fewest), formats) : null,
      bestSentence('testAccuracy', at(most), formats),
      effectSentence({ figure: 'testAccuracy', baseline: of('linear', 'hog', most), changed: of('learned', 'lenet-relu', most) }, formats),
      effectSentence({ figure: 'testAccuracy', baseline: of('linear', 'hog', most), changed: of('kernel', 'hog', most) }, formats),
    ].filter((sentence) => sentence !== null)
  },
}
