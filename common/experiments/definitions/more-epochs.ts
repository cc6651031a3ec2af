// Exercise 4: AlexNet and LeNet, trained for longer.
import type { Extent } from '../sweep-part'
import { alexnet, lenet, smallAlexnet, smallestAlexnetEdge } from '../base-specs'
import { exerciseOfChapter } from '../chapter'
import type { Experiment, Part, SizePlan } from '../experiment'
import { publishedFigure, publishedVariantFigure } from '../published-figures'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { effectSentence } from '../sentences/effect-sentence'
import { gapSentence } from '../sentences/gap-sentence'
import { differingSettings, publishedSentence } from '../sentences/published-sentence'
import { baseOf, extended, singlePart } from '../sweep-part'
import { published, publishedVariants } from '../../published/published'
import { phrase } from '@language/phrase'
import type { RunSpec } from '@contract/training/run-spec'

const parts: readonly Part[] = [
  { name: 'alexnet', title: 'AlexNet', labelOf: () => 'AlexNet' },
  { name: 'lenet', title: 'LeNet', labelOf: () => 'LeNet' },
]

/** Solutions of readers, 10, 20 and 30 epochs. */
const longer = publishedVariants('alexnet', 'Datawhale solutions, epochs 10/20/30').map((variant) => publishedVariantFigure(phrase('AlexNet, {epochs} epochs', { epochs: variant.epochs }), variant, { epochs: variant.epochs }))

/** Both networks with the same images for as many epochs. */
function sizePlan(note: string, alexnetBase: RunSpec, extent: Extent, seeds: number): SizePlan {
  const { train, test, epochs, batchSize } = extent
  return {
    note,
    plan: {
      alexnet: singlePart({ title: phrase('AlexNet over the epochs'), base: extended(alexnetBase, extent), seeds }),
      lenet: singlePart({ title: phrase('LeNet over the epochs'), base: extended(lenet, { ...(train !== undefined && { train }), ...(test !== undefined && { test }), ...(epochs !== undefined && { epochs }), ...(batchSize !== undefined && { batchSize }) }), seeds }),
    },
  }
}

export const moreEpochs: Experiment = {
  name: 'more-epochs',
  kind: 'exercise',
  title: phrase('More epochs'),
  question: phrase('Try increasing the number of epochs when training AlexNet. Compared with LeNet, how do the results differ? Why?'),
  source: exerciseOfChapter(4),
  approach:
    phrase('AlexNet and LeNet are trained on the same images for several times as many epochs as they need at first, each with several seeds. Look at how far the curves of training and test part, and at the epoch from which the test loss rises.'),
  parts,
  sizes: {
    quick: sizePlan(
      phrase("The small AlexNet with images of 68×68 and the book's LeNet on the first 6,000 images, 40 epochs in batches of 32. The book has 60,000 images of 224×224 and 10 epochs; with few images the gap opens within minutes. Tested on 5,000 images."),
      smallAlexnet,
      { train: 6000, test: 5000, epochs: 40, batchSize: 32, edge: smallestAlexnetEdge },
      3,
    ),
    evening: sizePlan(phrase('The small AlexNet with images of 112×112, and LeNet, on all images for 30 epochs.'), smallAlexnet, { train: null, test: null, epochs: 30, batchSize: 128 }, 3),
    full: sizePlan(phrase("The book's AlexNet with images of 224×224 and plain SGD, three times as many epochs: days on a processor, hours on a GPU."), alexnet, { train: null, test: null, epochs: 30, batchSize: 128 }, 3),
  },
  charts: [
    { kind: 'curves', title: phrase('Accuracy over the epochs'), caption: phrase('Training dashed, test solid. The distance between the two is the gap.'), figures: ['trainAccuracy', 'testAccuracy'] },
    { kind: 'curves', title: phrase('Loss over the epochs'), caption: phrase('Where the test loss rises while the training loss still falls, the network learns its training images by heart.'), figures: ['trainLoss', 'testLoss'] },
  ],
  columns: columnsOf('testAccuracy', 'bestTestAccuracy', 'trainAccuracy', 'gap', 'bestEpoch', 'epochs', 'secondsPerEpoch'),
  published: [...longer, publishedFigure(published.alexnetXavier, { epochs: 10 }), publishedFigure(published.lenet, { epochs: 10 })],
  sentences: (results, formats, plan) => {
    const [ofAlexnet, ofLenet] = parts.map((part) => rowGroups([part], results)[0])
    const base = baseOf(plan, 'alexnet')
    const last = longer.at(-1)
    return [
      gapSentence(ofAlexnet, formats),
      gapSentence(ofLenet, formats),
      effectSentence({ figure: 'testAccuracy', baseline: ofLenet, changed: ofAlexnet }, formats),
      base && last ? publishedSentence({ group: ofAlexnet, published: last, differing: differingSettings(base, { 'network.model': 'alexnet', 'dataset.limitTrain': null, epochs: 30 }) }, formats) : null,
    ].filter((sentence) => sentence !== null)
  },
}
