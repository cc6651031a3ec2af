// Exercise 7: LeNet with ReLU and dropout, then with images that are changed in ways that keep their class.
import { phrase } from '@language/phrase'
import type { ListedPoint } from '@contract/sweeps/strategy'
import type { RunSpec } from '@contract/training/run-spec'
import { defaultSchedule } from '@contract/training/schedule'
import { published, publishedVariants } from '../../published/published'
import { lenet, lenetRelu } from '../base-specs'
import { exerciseOfChapter } from '../chapter'
import type { Experiment, LabelOf, Part, SizePlan } from '../experiment'
import { publishedFigure, publishedVariantFigure } from '../published-figures'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { effectSentence, effectsSentence } from '../sentences/effect-sentence'
import { listedWords } from '../../words/listed-words'
import { extended, gridPart, listedPart } from '../sweep-part'

const layersLabel: LabelOf = (values) => {
  const activation = values['network.activation'] === 'relu' ? 'ReLU' : 'sigmoid'
  const dropout = values['network.dropout']
  return dropout === 0 ? phrase('LeNet with {activation}', { activation }) : phrase('LeNet with {activation} and dropout {dropout}', { activation, dropout: String(dropout) })
}

const unchanged = phrase('LeNet on unchanged images')

const imagesLabel: LabelOf = (values) => {
  const [flip, shift, cutout] = [Number(values['augmentation.flip'] ?? 0) > 0, Number(values['augmentation.cropPadding'] ?? 0), Number(values['augmentation.cutout'] ?? 0)]
  const changes = [...(flip ? [phrase('flipped § of training images')] : []), ...(shift > 0 ? [phrase('shifted by up to {shift} px', { shift })] : []), ...(cutout > 0 ? [phrase('with {cutout} px erased', { cutout })] : [])]
  return changes.length === 0 ? unchanged : phrase('LeNet on images {changes}', { changes: changes.reduce((all, change) => listedWords([all, change])) })
}

const columns = columnsOf('testAccuracy', 'trainAccuracy', 'gap', 'bestTestAccuracy', 'bestEpoch', 'imagesPerSecond')

const parts: readonly Part[] = [
  { name: 'layers', title: phrase('ReLU and dropout'), labelOf: layersLabel },
  { name: 'images', title: phrase('Invariances of the images'), labelOf: imagesLabel, columns },
]

const [quickChanges, furtherChanges]: readonly (readonly ListedPoint[])[] = [
  [{}, { 'augmentation.flip': 0.5 }, { 'augmentation.cropPadding': 1 }, { 'augmentation.cutout': 8 }, { 'augmentation.flip': 0.5, 'augmentation.cropPadding': 1 }],
  [{ 'augmentation.cropPadding': 2 }, { 'augmentation.cropPadding': 4 }, { 'augmentation.flip': 0.5, 'augmentation.cropPadding': 1, 'augmentation.cutout': 8 }],
]

interface Size {
  readonly note: string
  readonly layers: RunSpec
  readonly images: RunSpec
  readonly changes: readonly ListedPoint[]
  readonly seeds: number
}

const sizePlan = ({ note, layers, images, changes, seeds }: Size): SizePlan => ({
  note,
  plan: {
    layers: gridPart({ title: phrase('LeNet with ReLU and dropout'), base: layers, seeds, axes: { 'network.activation': ['sigmoid', 'relu'], 'network.dropout': [0, 0.5] } }),
    images: listedPart({ title: phrase('Images that are flipped, shifted, erased'), base: images, seeds, points: changes }),
  },
})

/** The learning rate falls to 0, so that runs come to rest: from a constant one they end where they happen to be, some points up or down. */
const fewImages: RunSpec = { ...extended(lenetRelu, { train: 5000, epochs: 40 }), schedule: defaultSchedule('cosine') }

const [reluAndDropout, sigmoidAlone] = publishedVariants('lenet', 'Datawhale: ReLU + dropout 0.5 against sigmoid')

export const reluDropout: Experiment = {
  name: 'relu-dropout',
  kind: 'exercise',
  title: phrase('ReLU, dropout and invariances'),
  question: phrase('Apply dropout and ReLU to LeNet-5. Does it improve? Can you improve things further by preprocessing to take advantage of the invariances inherent in the images?'),
  source: exerciseOfChapter(7),
  approach:
    phrase("The book's LeNet is trained with sigmoid and with ReLU, without and with dropout, in all four combinations. Then LeNet with ReLU and maximum pooling sees its training images flipped, shifted, or with a square erased: a shirt stays a shirt. Effects are differences of means over seeds, with their intervals."),
  parts,
  sizes: {
    quick: sizePlan({
      note: phrase("First part: the first 20,000 images in batches of 32, which are more steps than the book's, on a third of its images. Second part: the first 5,000 images for 40 epochs, so that the network runs short of images, at a learning rate that falls to 0. All test images, three seeds."),
      layers: extended(lenet, { train: 20_000, batchSize: 32 }),
      images: fewImages,
      changes: quickChanges ?? [],
      seeds: 3,
    }),
    evening: sizePlan({
      note: phrase("First part: the book's settings, all images, batch size 128, ten epochs. Second part as in the quick size, with more changes of the images. Five seeds."),
      layers: lenet,
      images: fewImages,
      changes: [...(quickChanges ?? []), ...(furtherChanges ?? [])],
      seeds: 5,
    }),
    full: sizePlan({
      note: phrase("Both parts on all images: the book's ten epochs for the first, sixty for the second, since changed images take longer to learn. Five seeds."),
      layers: lenet,
      images: { ...extended(lenetRelu, { epochs: 60 }), schedule: fewImages.schedule },
      changes: [...(quickChanges ?? []), ...(furtherChanges ?? [])],
      seeds: 5,
    }),
  },
  charts: [
    { kind: 'effects', title: phrase('What ReLU and dropout change'), caption: phrase("Differences of test accuracy to the book's LeNet. An interval that holds 0 is not told from chance."), parts: ['layers'], figure: 'testAccuracy', baseline: layersLabel({ 'network.activation': 'sigmoid', 'network.dropout': 0 }) },
    { kind: 'curves', title: phrase('Accuracy over the epochs'), caption: phrase('With sigmoid, the curve stays flat before it rises: gradients through two saturating layers are small.'), parts: ['layers'], figures: ['trainAccuracy', 'testAccuracy'] },
    { kind: 'effects', title: phrase('What changed images gain'), caption: phrase('Differences of test accuracy to training on unchanged images.'), parts: ['images'], figure: 'testAccuracy', baseline: unchanged },
    { kind: 'effects', title: phrase('The gap on changed images'), caption: phrase('Differences of the gap between training and test accuracy to training on unchanged images.'), parts: ['images'], figure: 'gap', baseline: unchanged },
    { kind: 'curves', title: phrase('Changed images over the epochs'), caption: phrase('Training dashed, test solid. Changed images narrow the gap between the two.'), parts: ['images'], figures: ['trainAccuracy', 'testAccuracy'] },
  ],
  columns,
  published: [
    publishedFigure(published.lenet, { 'network.activation': 'sigmoid', 'network.dropout': 0 }),
    publishedFigure(published.lenetRelu),
    ...(sigmoidAlone ? [publishedVariantFigure(layersLabel({ 'network.activation': 'sigmoid', 'network.dropout': 0 }), sigmoidAlone)] : []),
    ...(reluAndDropout ? [publishedVariantFigure(layersLabel({ 'network.activation': 'relu', 'network.dropout': 0.5 }), reluAndDropout)] : []),
  ],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const layersOf = (activation: string, dropout: number) => groups.find(({ part, values }) => part === 'layers' && values['network.activation'] === activation && values['network.dropout'] === dropout)
    const [sigmoid, relu, both] = [layersOf('sigmoid', 0), layersOf('relu', 0), layersOf('relu', 0.5)]
    const images = groups.filter(({ part }) => part === 'images')
    return [
      effectSentence({ figure: 'testAccuracy', baseline: sigmoid, changed: relu }, formats),
      effectSentence({ figure: 'testAccuracy', baseline: relu, changed: both }, formats),
      ...(['testAccuracy', 'gap'] as const).map((figure) => effectsSentence(figure, images.find(({ label }) => label === unchanged), images.filter(({ label }) => label !== unchanged), formats)),
    ].filter((sentence) => sentence !== null)
  },
}
