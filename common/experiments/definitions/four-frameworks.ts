// The story of the book's AlexNet in four frameworks: the same network but for a padding and the first weights.
import { phrase } from '@language/phrase'
import type { ListedPoint } from '@contract/sweeps/strategy'
import { bookTabs } from '@contract/models/zoo'
import { initializerNameSchema, initializerTitles } from '@contract/models/initializers'
import type { RunSpec } from '@contract/training/run-spec'
import { published } from '../../published/published'
import { alexnet, withMomentum } from '../base-specs'
import { paragraphOfChapter } from '../chapter'
import type { Experiment, LabelOf, SizePlan } from '../experiment'
import { publishedFigure } from '../published-figures'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { bestSentence } from '../sentences/best-sentence'
import { effectSentence } from '../sentences/effect-sentence'
import { extended, listedPart, type Extent } from '../sweep-part'

const tabTitles: Readonly<Record<string, string>> = { pytorch: 'PyTorch', jax: 'JAX', mxnet: 'MXNet', tensorflow: 'TensorFlow' }

const label: LabelOf = (values) => {
  const { data } = initializerNameSchema.safeParse(values['network.initializer'])
  const tab = tabTitles[String(values['network.tab'])] ?? ''
  return data === undefined ? phrase('the {tab} tab with its initialisation', { tab }) : phrase("the {tab} tab with {initializer}'s initialisation", { tab, initializer: initializerTitles[data] })
}

const parts = [{ name: 'tabs', title: phrase('Tabs of the book'), labelOf: label }] as const

/** All tabs with Xavier's initialisation, which the book means; PyTorch's as well with what its printed listing in fact trains with. */
const points: readonly ListedPoint[] = [
  { 'network.tab': 'pytorch', 'network.initializer': 'pytorch-default' },
  ...bookTabs.map((tab) => ({ 'network.tab': tab, 'network.initializer': 'xavier-uniform' })),
]

const sizePlan = (note: string, base: RunSpec, extent: Extent, seeds: number): SizePlan => ({ note, plan: { tabs: listedPart({ title: phrase('AlexNet in four frameworks'), base: extended(base, extent), seeds, points }) } })

const tabOf = (tab: string, initializer: string) => ({ 'network.tab': tab, 'network.initializer': initializer })

export const fourFrameworks: Experiment = {
  name: 'four-frameworks',
  kind: 'story',
  title: phrase('AlexNet in four frameworks'),
  question: phrase('The book gives AlexNet in PyTorch, JAX, MXNet and TensorFlow. Its published curves differ: is it the listing, or the first weights?'),
  source: paragraphOfChapter(phrase('Architecture')),
  approach:
    phrase("The tabs differ in the padding of the first convolution: one pixel in PyTorch and JAX, none in MXNet and TensorFlow. The PyTorch tab applies Xavier's initialisation to layers that have no weights yet, so that it trains from PyTorch's own. All five are trained here by the same engine; compare the tabs, and the two initialisations of the PyTorch tab."),
  parts,
  sizes: {
    quick: sizePlan(phrase('Images of 112×112, the first 2,000 for 4 epochs with momentum in batches of 32, two seeds; tested on 2,000 images. Enough to see which learns at first, too little for the accuracies of the book.'), withMomentum(alexnet, 0.005), { train: 2000, test: 2000, epochs: 4, batchSize: 32, edge: 112 }, 2),
    evening: sizePlan(phrase("The book's images of 224×224, the first 6,000 for 4 epochs with momentum in batches of 32, one seed."), withMomentum(alexnet, 0.005), { train: 6000, test: 2000, epochs: 4, batchSize: 32 }, 1),
    full: sizePlan(phrase("The book's settings: all images at 224×224, plain SGD, ten epochs, three seeds: days on a processor, hours on a GPU."), alexnet, {}, 3),
  },
  charts: [
    { kind: 'curves', title: phrase('Accuracy over the epochs'), caption: phrase("The book's curve of PyTorch rises several epochs later than those of the other tabs."), figures: ['testAccuracy'] },
    { kind: 'effects', title: phrase('Test accuracy'), caption: phrase("Differences to the PyTorch tab with Xavier's initialisation."), figure: 'testAccuracy', baseline: label(tabOf('pytorch', 'xavier-uniform')) },
  ],
  columns: columnsOf('testAccuracy', 'trainAccuracy', 'testLoss', 'imagesPerSecond'),
  published: [
    publishedFigure(published.alexnetAsPrinted, tabOf('pytorch', 'pytorch-default')),
    publishedFigure(published.alexnetXavier, tabOf('pytorch', 'xavier-uniform')),
    publishedFigure(published.alexnetJax, tabOf('jax', 'xavier-uniform')),
    publishedFigure(published.alexnetMxnet, tabOf('mxnet', 'xavier-uniform')),
    publishedFigure(published.alexnetTensorflow, tabOf('tensorflow', 'xavier-uniform')),
  ],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const [printed, meant] = ['pytorch-default', 'xavier-uniform'].map((initializer) => groups.find(({ values }) => values['network.tab'] === 'pytorch' && values['network.initializer'] === initializer))
    const alike = groups.filter(({ values }) => values['network.initializer'] === 'xavier-uniform')
    return [effectSentence({ figure: 'testAccuracy', baseline: printed, changed: meant }, formats), bestSentence('testAccuracy', alike, formats)].filter((sentence) => sentence !== null)
  },
}
