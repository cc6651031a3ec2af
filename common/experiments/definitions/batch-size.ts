// Exercise 6: what the batch size does to speed, accuracy and memory, with the learning rate kept or scaled.
import { phrase } from '@language/phrase'
import { withinSentence } from '../../words/within-sentence'
import type { ListedPoint } from '@contract/sweeps/strategy'
import type { RunSpec } from '@contract/training/run-spec'
import { publishedVariants } from '../../published/published'
import { alexnet, lenetRelu, smallAlexnet } from '../base-specs'
import { exerciseOfChapter } from '../chapter'
import type { Experiment, Part, SizePlan } from '../experiment'
import { publishedVariantFigure } from '../published-figures'
import { rowGroups, type RowGroup } from '../row-groups'
import { columnsOf } from '../run-columns'
import { effectSentence } from '../sentences/effect-sentence'
import { measuredSentence, trendSentence } from '../sentences/trend-sentence'
import { extended, gridPart, listedPart } from '../sweep-part'

/** The batch size at which all rules have the learning rate of the base. */
const commonBatch = 128

/** How the learning rate follows the batch size. */
const rules = {
  kept: { title: phrase('Learning rate kept'), of: () => 1 },
  linear: { title: phrase('Learning rate scaled with the batch'), of: (ratio: number) => ratio },
  root: { title: phrase('Learning rate scaled with the root'), of: (ratio: number) => Math.sqrt(ratio) },
} as const
type Rule = keyof typeof rules
const ruleNames = Object.keys(rules) as Rule[]

const batchOf = (values: RowGroup['values']): number | null => (typeof values.batchSize === 'number' ? values.batchSize : null)
const batchWords = (batchSize: number): string => phrase('batch size {batchSize}', { batchSize })

const parts: readonly Part[] = [
  ...ruleNames.map((name) => ({ name, title: rules[name].title, labelOf: (values: RowGroup['values']) => phrase('batch size {batchSize} with the {rule}', { batchSize: String(values.batchSize), rule: withinSentence(rules[name].title) }) })),
  { name: 'memory', title: phrase('Memory and speed of AlexNet'), labelOf: (values) => phrase('AlexNet with batch size {batchSize}', { batchSize: String(values.batchSize) }), columns: columnsOf('imagesPerSecond', 'secondsPerEpoch', 'predictedRssBytes', 'peakRssBytes') },
]

/** Six digits: enough for every rate, short enough for tables. */
const rateOf = (rule: Rule, batchSize: number, learningRate: number): number => Number((learningRate * rules[rule].of(batchSize / commonBatch)).toPrecision(6))

interface Size {
  readonly note: string
  readonly base: RunSpec
  readonly batchSizes: readonly number[]
  readonly seeds: number
  readonly memory: RunSpec
  readonly memoryBatchSizes: readonly number[]
}

function sizePlan({ note, base, batchSizes, seeds, memory, memoryBatchSizes }: Size): SizePlan {
  const pointsOf = (rule: Rule): readonly ListedPoint[] => batchSizes.map((batchSize) => ({ batchSize, 'optimizer.learningRate': rateOf(rule, batchSize, base.optimizer.learningRate) }))
  return {
    note,
    plan: {
      ...Object.fromEntries(ruleNames.map((rule) => [rule, listedPart({ title: phrase('Batch size: {rule}', { rule: withinSentence(rules[rule].title) }), base, seeds, points: pointsOf(rule) })])),
      memory: gridPart({ title: phrase('Batch size: memory and speed of AlexNet'), base: memory, seeds: 1, axes: { batchSize: [...memoryBatchSizes] } }),
    },
  }
}

const published = publishedVariants('alexnet', 'Datawhale solutions, batch 64/128/512 at lr 0.01').map((variant) =>
  publishedVariantFigure(phrase('AlexNet, batch size {batchSize}, learning rate 0.01', { batchSize: String(variant.batchSize) }), variant, { batchSize: variant.batchSize }),
)

const someLenet = extended(lenetRelu, { train: 12_000, test: 5000, epochs: 8, learningRate: 0.03 })
/** A single short epoch: speed and memory are the same in every other. */
const someAlexnet = extended(smallAlexnet, { train: 2048, test: 500, epochs: 1 })

const batchAxis = { of: 'batchSize', title: phrase('Batch size'), scale: 'log' } as const
const ofRules = { parts: [...ruleNames], by: 'part' } as const

export const batchSize: Experiment = {
  name: 'batch-size',
  kind: 'exercise',
  title: phrase('Batch size'),
  question: phrase('Modify the batch size, and observe the changes in throughput (images/s), accuracy, and GPU memory.'),
  source: exerciseOfChapter(6),
  approach:
    phrase('The same network is trained for as many epochs with batches of different sizes, each run in a fresh process, so that memory is that of this run alone. The learning rate is kept, scaled with the batch, or scaled with its root. Look at what large batches gain in speed, and which rule keeps their accuracy.'),
  parts,
  sizes: {
    quick: sizePlan({
      note: phrase('LeNet with ReLU on the first 12,000 images for 8 epochs from a learning rate of 0.03 at batch size 128, three seeds; memory and speed of the small AlexNet in one short epoch. The book has AlexNet on 60,000 images, whose accuracy over the batch size takes hours.'),
      base: someLenet,
      batchSizes: [4, 32, 128, 512, 2048],
      seeds: 3,
      memory: someAlexnet,
      memoryBatchSizes: [1, 8, 32, 128, 512],
    }),
    evening: sizePlan({
      note: phrase('The same with eleven batch sizes from 1 to 4,096 and five seeds.'),
      base: someLenet,
      batchSizes: [1, 4, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096],
      seeds: 5,
      memory: someAlexnet,
      memoryBatchSizes: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
    }),
    full: sizePlan({
      note: phrase("The book's AlexNet with images of 224×224 on all images, ten epochs: days on a processor, hours on a GPU."),
      base: alexnet,
      batchSizes: [16, 64, 128, 512, 2048],
      seeds: 3,
      memory: extended(alexnet, { train: 2048, test: 500, epochs: 1 }),
      memoryBatchSizes: [1, 4, 16, 64, 128, 512],
    }),
  },
  charts: [
    { kind: 'figure', title: phrase('Accuracy at equal epochs'), caption: phrase('A line that stays level is a rule that keeps the accuracy.'), ...ofRules, x: batchAxis, y: { of: 'testAccuracy', title: phrase('Test accuracy'), scale: 'linear' } },
    { kind: 'figure', title: phrase('Accuracy at equal time'), caption: phrase('Test accuracy at the moment at which the fastest run of each rule had ended.'), ...ofRules, x: batchAxis, y: { of: 'accuracyAtEqualTime', title: phrase('Test accuracy'), scale: 'linear' } },
    { kind: 'figure', title: phrase('Speed'), caption: phrase('Small batches pay for each step; from some size on, more images in a step gain nothing. Learning rate kept: the network of the accuracies, LeNet but in the full size.'), by: 'part', parts: ['kept', 'memory'], x: batchAxis, y: { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' } },
    { kind: 'figure', title: phrase('Memory of AlexNet'), caption: phrase('Largest resident memory of the process. Activations grow with the batch, weights do not.'), parts: ['memory'], x: batchAxis, y: { of: 'peakRssBytes', title: phrase('Memory'), scale: 'log' } },
  ],
  columns: columnsOf('testAccuracy', 'accuracyAtEqualTime', 'imagesPerSecond', 'secondsPerEpoch', 'predictedRssBytes', 'peakRssBytes', 'diverged'),
  published,
  sentences: (results, formats) => {
    const groupsOf = (name: string): readonly RowGroup[] => rowGroups(parts.filter((part) => part.name === name), results)
    const along = { at: batchOf, wordsOf: batchWords }
    const largest = (name: string): RowGroup | undefined => [...groupsOf(name)].sort((a, b) => (batchOf(b.values) ?? 0) - (batchOf(a.values) ?? 0))[0]
    return [
      trendSentence({ figure: 'testAccuracy', groups: groupsOf('kept'), ...along, scope: phrase('with the learning rate kept') }, formats),
      effectSentence({ figure: 'testAccuracy', baseline: largest('kept'), changed: largest('linear') }, formats),
      measuredSentence({ figure: 'imagesPerSecond', groups: groupsOf('memory'), ...along, scope: phrase('of AlexNet') }, formats),
      measuredSentence({ figure: 'peakRssBytes', groups: groupsOf('memory'), ...along, scope: phrase('of AlexNet') }, formats),
    ].filter((sentence) => sentence !== null)
  },
}
