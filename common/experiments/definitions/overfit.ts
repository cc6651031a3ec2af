// Exercise 8: make AlexNet overfit by taking its precautions away, then break its training.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { noAugmentation } from '@contract/data/augmentation'
import type { ListedPoint } from '@contract/sweeps/strategy'
import { initializationWords, initializerNameSchema } from '@contract/models/initializers'
import type { RunSpec } from '@contract/training/run-spec'
import { smallAlexnetListing, wholeAlexnet, withListing, type AlexnetParts } from '../alexnet-listing'
import { alexnet, smallAlexnet, smallestAlexnetEdge, withMomentum } from '../base-specs'
import { exerciseOfChapter } from '../chapter'
import type { Experiment, LabelOf, Part, SizePlan } from '../experiment'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { breakdownSentence } from '../sentences/breakdown-sentence'
import { effectsSentence } from '../sentences/effect-sentence'
import { gapSentence } from '../sentences/gap-sentence'
import { listedWords } from '../../words/listed-words'
import { extended, listedPart, singlePart } from '../sweep-part'

const protectedLabel = phrase('AlexNet with all precautions')

const imagesOf = (values: Parameters<LabelOf>[0]): number => Number(values['dataset.limitTrain'] ?? Infinity)

const overfitLabel: LabelOf = (values, others = []) => {
  const without = [
    ...(values['network.dropout'] === 0 ? [phrase('dropout')] : []),
    ...(values['augmentation.flip'] === 0 ? [phrase('augmentation')] : []),
    ...(values['optimizer.weightDecay'] === 0 ? [phrase('weight decay')] : []),
  ]
  const images = imagesOf(values)
  const hasAll = images >= Math.max(images, ...others.map(imagesOf))
  const count = images.toLocaleString(language)
  if (without.length === 0) return hasAll ? protectedLabel : phrase('AlexNet with {count} images', { count })
  const precautions = listedWords(without)
  return hasAll ? phrase('AlexNet without {precautions}', { precautions }) : phrase('AlexNet without {precautions} and with {count} images', { precautions, count })
}

const unbroken = phrase('AlexNet unchanged')

const breakLabel = (usualRate: number): LabelOf => (values) => {
  const { data } = initializerNameSchema.safeParse(values['network.initializer'])
  const scale = Number(values['network.initializerScale'] ?? 1)
  const rate = values['optimizer.learningRate']
  if (rate !== undefined && rate !== usualRate) return phrase('AlexNet with learning rate {rate}', { rate: String(rate) })
  return data === undefined || (data === 'xavier-uniform' && scale === 1) ? unbroken : phrase('AlexNet from {initialisation}', { initialisation: initializationWords({ initializer: data, initializerScale: scale }).replace(/^Zero/, 'zero') })
}

/** What is broken in the layers, each a network of its own. Its name is one of its settings, by which its runs are found again, and the same in every language. */
const brokenLayers = {
  sigmoid: { label: phrase('AlexNet with sigmoid'), network: 'AlexNet with sigmoid', parts: { activation: 'sigmoid' } },
  linear: { label: phrase('AlexNet without activations'), network: 'AlexNet without activations', parts: { activation: null } },
  shallow: { label: phrase('AlexNet with one convolution'), network: 'AlexNet with one convolution', parts: { convolutions: 1 } },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly network: string; readonly parts: Partial<AlexnetParts> }>>
const layerNames = Object.keys(brokenLayers) as (keyof typeof brokenLayers)[]

const rate = 0.01

const breakColumns = columnsOf('testAccuracy', 'trainAccuracy', 'trainLoss', 'diverged')

const parts: readonly Part[] = [
  { name: 'overfit', title: phrase('Overfit'), labelOf: overfitLabel, columns: columnsOf('testAccuracy', 'trainAccuracy', 'gap', 'testLoss', 'bestEpoch', 'epochs') },
  { name: 'break', title: phrase('Break training'), labelOf: breakLabel(rate), columns: breakColumns },
  ...layerNames.map((name) => ({ name, title: brokenLayers[name].label, labelOf: () => brokenLayers[name].label, columns: breakColumns, tableOf: 'break' })),
]

const bare = { 'network.dropout': 0, 'augmentation.flip': 0, 'augmentation.cropPadding': 0, 'optimizer.weightDecay': 0 } as const

/** One precaution away at a time, then all; less data with as many epochs more that it does not merely train for fewer steps, up to a limit. */
const overfitPoints = (images: number | null, epochs: number): readonly ListedPoint[] => {
  const share = (part: number, times: number): ListedPoint => ({ 'dataset.limitTrain': Math.round((images ?? 60_000) / part), epochs: epochs * times })
  return [
    {},
    { 'network.dropout': 0 },
    { 'augmentation.flip': 0, 'augmentation.cropPadding': 0 },
    { 'optimizer.weightDecay': 0 },
    share(2, 2),
    share(8, 4),
    share(32, 8),
    bare,
    { ...bare, ...share(8, 4) },
  ]
}

const breakPoints: readonly ListedPoint[] = [
  {},
  { 'network.initializer': 'zeros' },
  { 'network.initializerScale': 0.01 },
  { 'network.initializerScale': 10 },
  { 'optimizer.learningRate': rate / 10 },
  { 'optimizer.learningRate': rate * 10 },
  { 'optimizer.learningRate': rate * 100 },
]

const guarded = (spec: RunSpec, decay: number): RunSpec => ({ ...withMomentum(spec, rate, decay), augmentation: { ...noAugmentation, flip: 0.5, cropPadding: 2 } })

interface Size {
  readonly note: string
  readonly base: RunSpec
  readonly seeds: number
  readonly breakBase: RunSpec
  readonly breakSeeds: number
}

const sizePlan = ({ note, base, seeds, breakBase, breakSeeds }: Size): SizePlan => ({
  note,
  plan: {
    overfit: listedPart({ title: phrase('AlexNet without its precautions'), base, seeds, points: overfitPoints(base.dataset.limitTrain, base.epochs) }),
    break: listedPart({ title: phrase('AlexNet that breaks'), base: breakBase, seeds: breakSeeds, points: breakPoints }),
    ...Object.fromEntries(layerNames.map((name) => {
      const { label, network, parts: changed } = brokenLayers[name]
      const listing = smallAlexnetListing(network, breakBase.preprocessing.height, { ...wholeAlexnet, dropout: 0, ...changed })
      return [name, singlePart({ title: label, base: withListing(breakBase, listing), seeds: breakSeeds })]
    })),
  },
})

/** Steps between two looks into the layers: a dozen within an epoch of the quick size. */
const telemetrySteps = 16

/** Without dropout and weight decay, so that what breaks is what was changed; with looks into the layers, to see how. */
const unguarded = (spec: RunSpec): RunSpec => ({ ...spec, telemetrySteps, network: spec.network.kind === 'zoo' ? { ...spec.network, dropout: 0 } : spec.network })

const someImages = extended(guarded(smallAlexnet, 5e-4), { train: 3000, test: 1000, epochs: 15, batchSize: 32, edge: smallestAlexnetEdge })
const fewImages = unguarded(extended(smallAlexnet, { train: 4000, test: 2500, epochs: 4, batchSize: 32, edge: smallestAlexnetEdge }))

export const overfit: Experiment = {
  name: 'overfit',
  kind: 'exercise',
  title: phrase('Overfit and break'),
  question: phrase('Can you make AlexNet overfit? Which feature do you need to remove or change to break training?'),
  source: exerciseOfChapter(8),
  approach:
    phrase('First, what keeps AlexNet from overfitting is taken away one at a time and together: dropout, augmentation, weight decay, and images. Look at the gap between training and test. Then training is broken: by its first weights, its learning rate, its activations, its layers, and looked into: how large outputs and gradients are, layer by layer.'),
  parts,
  sizes: {
    quick: sizePlan({
      note: phrase('The small AlexNet with images of 68×68. First part: 3,000 images for 15 epochs, fewer images for up to eight times as many, two seeds; tested on 1,000 images, whose accuracies spread by about a point. Second part: 4,000 images, four epochs, two seeds; tested on 2,500 images.'),
      base: someImages,
      seeds: 2,
      breakBase: fewImages,
      breakSeeds: 2,
    }),
    evening: sizePlan({
      note: phrase('First part: images of 112×112, all of them for 15 epochs, two seeds. Second part as in the quick size with five seeds.'),
      base: extended(guarded(smallAlexnet, 5e-4), { epochs: 15, batchSize: 128 }),
      seeds: 2,
      breakBase: fewImages,
      breakSeeds: 5,
    }),
    full: sizePlan({
      note: phrase("First part: the book's AlexNet at 224×224 on all images for ten epochs. Second part: the small AlexNet at 112×112 on all images. Three seeds: weeks on a processor, a day on a GPU."),
      base: guarded(alexnet, 5e-4),
      seeds: 3,
      breakBase: unguarded(extended(smallAlexnet, { epochs: 10, batchSize: 128 })),
      breakSeeds: 3,
    }),
  },
  charts: [
    { kind: 'effects', title: phrase('The gap'), caption: phrase('Differences of the gap between training and test accuracy to AlexNet with all precautions.'), parts: ['overfit'], figure: 'gap', baseline: protectedLabel },
    { kind: 'curves', title: phrase('Overfitting over the epochs'), caption: phrase('Training dashed, test solid: the distance is the gap.'), parts: ['overfit'], figures: ['trainAccuracy', 'testAccuracy'] },
    { kind: 'curves', title: phrase('Training that breaks'), caption: phrase('A loss that stays at 2.3 is that of guessing among ten classes; one that leaves the chart has diverged.'), parts: ['break', ...layerNames], figures: ['trainLoss'] },
    { kind: 'layers', title: phrase('Gradients by layer'), caption: phrase('Root mean square of the gradient by what each layer computes. Where it fades towards the first layers, or is zero, these do not learn; where it grows without bound, training diverges.'), parts: ['break', ...layerNames], figure: 'outputGradientRms' },
    { kind: 'layers', title: phrase('Outputs by layer'), caption: phrase('Root mean square of what each layer computes: too small first weights let the image fade layer by layer, too large ones let it explode.'), parts: ['break', ...layerNames], figure: 'activationRms' },
    { kind: 'layers', title: phrase('Dead units'), caption: phrase('Share of outputs that are exactly zero. After too large a step, ReLU may be off for every image, and nothing brings it back.'), parts: ['break', ...layerNames], figure: 'zeroShare' },
    { kind: 'layers', title: phrase('Saturated units'), caption: phrase('Share of outputs of sigmoid so near 0 or 1 that the gradient all but ends.'), parts: ['sigmoid'], figure: 'saturatedShare' },
    { kind: 'effects', title: phrase('What breaks it'), caption: phrase('Differences of test accuracy to AlexNet unchanged.'), parts: ['break', ...layerNames], figure: 'testAccuracy', baseline: unbroken },
  ],
  columns: [],
  published: [],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const own = groups.filter(({ part }) => part === 'overfit')
    const all = own.find(({ label }) => label === protectedLabel)
    const removed = own.filter(({ label }) => label !== protectedLabel)
    return [
      effectsSentence('gap', all, removed, formats),
      gapSentence(own.find(({ label }) => label === overfitLabel(bare)), formats),
      breakdownSentence(groups.filter(({ part }) => part !== 'overfit'), formats),
    ].filter((sentence) => sentence !== null)
  },
}
