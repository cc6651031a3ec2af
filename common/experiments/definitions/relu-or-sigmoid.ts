// The story of ReLU against sigmoid under different first weights.
import { phrase } from '@language/phrase'
import type { ListedPoint } from '@contract/sweeps/strategy'
import { initializationWords, initializerNameSchema } from '@contract/models/initializers'
import type { RunSpec } from '@contract/training/run-spec'
import { lenet } from '../base-specs'
import { paragraphOfChapter } from '../chapter'
import type { Experiment, LabelOf, SizePlan } from '../experiment'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { breakdownSentence } from '../sentences/breakdown-sentence'
import { effectSentence } from '../sentences/effect-sentence'
import { extended, listedPart } from '../sweep-part'

const label: LabelOf = (values) => {
  const { data } = initializerNameSchema.safeParse(values['network.initializer'])
  const activation = values['network.activation'] === 'relu' ? 'ReLU' : 'sigmoid'
  return data === undefined ? activation : phrase('{activation} from {initialisation}', { activation, initialisation: initializationWords({ initializer: data, initializerScale: Number(values['network.initializerScale'] ?? 1) }) })
}

const parts = [{ name: 'activations', title: phrase('Activations by initialisation'), labelOf: label }] as const

interface Begin {
  readonly initializer: string
  readonly scale: number
}

const begins: readonly Begin[] = [
  { initializer: 'xavier-uniform', scale: 1 },
  { initializer: 'kaiming-normal', scale: 1 },
  { initializer: 'xavier-uniform', scale: 0.1 },
  { initializer: 'xavier-uniform', scale: 4 },
]
const furtherBegins: readonly Begin[] = [{ initializer: 'pytorch-default', scale: 1 }, { initializer: 'normal-0.01', scale: 1 }, { initializer: 'zeros', scale: 1 }]

const pointsOf = (all: readonly Begin[]): readonly ListedPoint[] =>
  all.flatMap(({ initializer, scale }) => ['relu', 'sigmoid'].map((activation) => ({ 'network.activation': activation, 'network.initializer': initializer, 'network.initializerScale': scale })))

const sizePlan = (note: string, base: RunSpec, all: readonly Begin[], seeds: number): SizePlan => ({
  note,
  plan: { activations: listedPart({ title: phrase('ReLU or sigmoid, by initialisation'), base, seeds, points: pointsOf(all) }) },
})

const someImages = extended(lenet, { train: 20_000, test: 5000, epochs: 5, batchSize: 32 })

export const reluOrSigmoid: Experiment = {
  name: 'relu-or-sigmoid',
  kind: 'story',
  title: phrase('ReLU or sigmoid'),
  question: phrase('The ReLU activation function makes model training easier when using different parameter initialization methods.'),
  source: paragraphOfChapter(phrase('Activation Functions')),
  approach: phrase('LeNet is trained with ReLU and with sigmoid from first weights of different schemes and sizes. Look at which activation still learns when the first weights are too small or too large.'),
  parts,
  sizes: {
    quick: sizePlan(phrase('The first 20,000 images in batches of 32 for five epochs, three seeds; tested on 5,000.'), someImages, begins, 3),
    evening: sizePlan(phrase('The same with three more initialisations and five seeds.'), someImages, [...begins, ...furtherBegins], 5),
    full: sizePlan(phrase("The book's settings: all images, batch size 128, ten epochs; five seeds."), lenet, [...begins, ...furtherBegins], 5),
  },
  charts: [
    { kind: 'curves', title: phrase('Loss over the epochs'), caption: phrase('Training dashed, test solid. A curve that stays at 2.3 learns nothing: that is the loss of guessing among ten classes.'), figures: ['trainLoss', 'testLoss'] },
    { kind: 'effects', title: phrase('Test accuracy'), caption: phrase('Differences to ReLU from Xavier initialisation.'), figure: 'testAccuracy', baseline: label({ 'network.activation': 'relu', 'network.initializer': 'xavier-uniform', 'network.initializerScale': 1 }) },
  ],
  columns: columnsOf('testAccuracy', 'trainAccuracy', 'testLoss', 'bestEpoch', 'diverged'),
  published: [],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const of = (activation: string, initializer: string, scale: number) =>
      groups.find(({ values }) => values['network.activation'] === activation && values['network.initializer'] === initializer && values['network.initializerScale'] === scale)
    return [
      effectSentence({ figure: 'testAccuracy', baseline: of('sigmoid', 'xavier-uniform', 1), changed: of('relu', 'xavier-uniform', 1) }, formats),
      effectSentence({ figure: 'testAccuracy', baseline: of('sigmoid', 'xavier-uniform', 0.1), changed: of('relu', 'xavier-uniform', 0.1) }, formats),
      breakdownSentence(groups, formats),
    ].filter((sentence) => sentence !== null)
  },
}
