// Exercise 2: a chip of the reader's own, for a given area and power.
import { phrase } from '@language/phrase'
import type { Use } from '@contract/benchmark/layer-times'
import type { DesignedChip } from '@contract/experiments/analysis'
import type { ExperimentPlan, PartWork } from '@contract/experiments/experiment-record'
import { defaultNetworkSettings } from '@contract/models/networks'
import { squareSize } from '@contract/training/run-spec'
import { exerciseOfChapter } from '../chapter'
import type { ResultColumn } from '../column'
import type { Experiment, LabelOf } from '../experiment'
import { rowValueWords } from '../row-value-words'
import { amountsSentence, batchSentence, scoreSentence } from '../sentences/chip-sentences'

/** The batch size at which designs are judged. */
export const judgedBatchSize = 128

/** A quarter of an A100's arithmetic behind its whole memory: room for the reader to do better. */
const firstDesign: DesignedChip = { technology: 'a100', flopsPerSecond: 4.9e12, bytesPerSecond: 1.555e12, onChipBytes: 60 * 2 ** 20 }

const work = (use: Use, design: DesignedChip, budget: { squareMillimetres: number; watts: number }): PartWork => ({
  kind: 'analysis',
  analysis: { kind: 'chips', network: { network: defaultNetworkSettings('alexnet'), size: squareSize(224), channels: 3, classes: 1000 }, batchSizes: [1, 32, judgedBatchSize, 512], uses: [use], budget, design },
})

/** The plan for a design; both parts have the same. */
export const chipPlan = (design: DesignedChip, budget = { squareMillimetres: 400, watts: 250 }): ExperimentPlan => ({ training: work('training', design, budget), inference: work('inference', design, budget) })

const columns: readonly ResultColumn[] = [
  { figure: 'imagesPerSecond', title: phrase('Images/s'), kind: 'rate', better: 'higher' },
  { figure: 'shareOfBest', title: phrase('Of the best'), kind: 'share' },
  { figure: 'computeShare', title: phrase('Time for arithmetic'), kind: 'share', help: phrase('The rest of the time is waited for memory.') },
  { figure: 'flopsPerSecond', title: 'FLOP/s', kind: 'flops' },
  { figure: 'bytesPerSecond', title: phrase('Bandwidth, per second'), kind: 'bytes' },
  { figure: 'onChipBytes', title: phrase('On-chip memory'), kind: 'bytes' },
  { figure: 'squareMillimetres', title: phrase('Area, mm²'), kind: 'number' },
  { figure: 'watts', title: phrase('Power, W'), kind: 'number' },
]

const chipWords: LabelOf = ({ chip, batchSize }) => phrase('{chip}, batch size {batchSize}', { chip: rowValueWords('chip', chip), batchSize: String(batchSize) })
const note = phrase('Nothing is trained: every figure is predicted at once by the model of the chip.')
const plan = chipPlan(firstDesign)

export const chip: Experiment = {
  name: 'chip',
  kind: 'exercise',
  title: phrase('You design the chip'),
  question:
    phrase('You are a chip designer and need to trade off computation and memory bandwidth: a faster chip requires more power and possibly a larger area, more bandwidth requires more pins and control logic, thus also more area. How do you optimize?'),
  source: exerciseOfChapter(2),
  approach:
    phrase('There are 400 mm² and 250 W. Divide them between arithmetic, memory bandwidth and memory on the chip, so that AlexNet trains on the most images per second. A search over the same model tells how far you are from the best; real chips stand beside.'),
  parts: [
    { name: 'training', title: phrase('Training'), labelOf: chipWords, columns },
    { name: 'inference', title: phrase('Inference'), labelOf: chipWords, columns },
  ],
  sizes: { quick: { note, plan }, evening: { note, plan }, full: { note, plan } },
  charts: [
    { kind: 'panel', panel: 'chip-designer', title: phrase('Your chip'), caption: phrase('Move the sliders, then keep the design: it is scored below.') },
    { kind: 'figure', x: { of: 'batchSize', title: phrase('Batch size'), scale: 'log' }, y: { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' }, by: 'chip', parts: ['training'], title: phrase('Training'), caption: phrase('Predicted in float32; real chips by their data sheets.') },
    { kind: 'figure', x: { of: 'batchSize', title: phrase('Batch size'), scale: 'log' }, y: { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' }, by: 'chip', parts: ['inference'], title: phrase('Inference'), caption: phrase('With few images the weights are read for few products, and bandwidth decides.') },
  ],
  columns: [],
  published: [],
  sentences: (results, formats, { training }) => {
    if (training?.kind !== 'analysis' || training.analysis.kind !== 'chips') return []
    const { budget } = training.analysis
    return [
      scoreSentence(results, 'training', judgedBatchSize, budget, formats),
      amountsSentence(results, 'training', judgedBatchSize, formats),
      batchSentence(results, 'training', formats),
      batchSentence(results, 'inference', formats),
    ].filter((sentence) => sentence !== null)
  },
}
