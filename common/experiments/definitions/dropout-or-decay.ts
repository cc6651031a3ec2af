// The story of dropout against weight decay, the two ways in which AlexNet and LeNet keep their capacity in bounds.
import { phrase } from '@language/phrase'
import type { RunSpec } from '@contract/training/run-spec'
import { smallAlexnet, smallestAlexnetEdge } from '../base-specs'
import { paragraphOfChapter } from '../chapter'
import type { Experiment, LabelOf, SizePlan } from '../experiment'
import { rowGroups } from '../row-groups'
import { columnsOf } from '../run-columns'
import { bestSentence } from '../sentences/best-sentence'
import { effectSentence } from '../sentences/effect-sentence'
import { extended, gridPart } from '../sweep-part'
import { listedWords } from '../../words/listed-words'

const label: LabelOf = (values) => {
  const [dropout, decay] = [Number(values['network.dropout']), Number(values['optimizer.weightDecay'])]
  const kept = [...(dropout > 0 ? [phrase('dropout {dropout}', { dropout })] : []), ...(decay > 0 ? [phrase('weight decay {decay}', { decay })] : [])]
  return kept.length === 0 ? phrase('AlexNet with neither') : phrase('AlexNet with {kept}', { kept: listedWords(kept) })
}

const parts = [{ name: 'regularisers', title: phrase('Dropout and weight decay'), labelOf: label }] as const

const sizePlan = (note: string, base: RunSpec, decays: readonly number[], seeds: number): SizePlan => ({
  note,
  plan: { regularisers: gridPart({ title: phrase('Dropout or weight decay'), base, seeds, axes: { 'network.dropout': [0, 0.5], 'optimizer.weightDecay': [...decays] } }) },
})

const someImages = extended(smallAlexnet, { train: 4000, test: 5000, epochs: 20, edge: smallestAlexnetEdge })

export const dropoutOrDecay: Experiment = {
  name: 'dropout-or-decay',
  kind: 'story',
  title: phrase('Dropout or weight decay'),
  question: phrase('AlexNet controls the model complexity of the fully connected layer by dropout, while LeNet only uses weight decay.'),
  source: paragraphOfChapter(phrase('Capacity Control and Preprocessing')),
  approach: phrase('The small AlexNet is trained on few images with neither, with dropout, with weight decay of different strength, and with both. Look at the gap between training and test, and at what closing it costs.'),
  parts,
  sizes: {
    quick: sizePlan(phrase('The first 4,000 images at 68×68 for 20 epochs, three seeds; tested on 5,000.'), someImages, [0, 5e-4, 5e-3], 3),
    evening: sizePlan(phrase('The same with more strengths of weight decay and five seeds.'), someImages, [0, 1e-4, 5e-4, 2e-3, 5e-3], 5),
    full: sizePlan(phrase('All images at 112×112 for 30 epochs, five seeds.'), extended(smallAlexnet, { epochs: 30, batchSize: 128 }), [0, 1e-4, 5e-4, 2e-3, 5e-3], 5),
  },
  charts: [
    { kind: 'effects', title: phrase('Test accuracy'), caption: phrase('Differences to AlexNet with neither.'), figure: 'testAccuracy', baseline: label({ 'network.dropout': 0, 'optimizer.weightDecay': 0 }) },
    { kind: 'effects', title: phrase('Gap between training and test'), caption: phrase('Training accuracy is that of the epoch as it went, with units dropped.'), figure: 'gap', baseline: label({ 'network.dropout': 0, 'optimizer.weightDecay': 0 }) },
    { kind: 'curves', title: phrase('Accuracy over the epochs'), caption: phrase('Training dashed, test solid.'), figures: ['trainAccuracy', 'testAccuracy'] },
  ],
  columns: columnsOf('testAccuracy', 'trainAccuracy', 'gap', 'testLoss', 'bestEpoch'),
  published: [],
  sentences: (results, formats) => {
    const groups = rowGroups(parts, results)
    const of = (dropout: number, decay: number) => groups.find(({ values }) => values['network.dropout'] === dropout && values['optimizer.weightDecay'] === decay)
    const [neither, dropout, decay] = [of(0, 0), of(0.5, 0), of(0, 5e-4)]
    return [
      effectSentence({ figure: 'gap', baseline: neither, changed: dropout }, formats),
      effectSentence({ figure: 'gap', baseline: neither, changed: decay }, formats),
      effectSentence({ figure: 'testAccuracy', baseline: decay, changed: dropout }, formats),
      bestSentence('testAccuracy', groups, formats),
    ].filter((sentence) => sentence !== null)
  },
}
