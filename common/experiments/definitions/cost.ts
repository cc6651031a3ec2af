// Exercise 1: what AlexNet costs, by layer, counted and measured.
import { phrase } from '@language/phrase'
import { layerGroupTitles, layerGroups } from '@contract/models/network-analysis'
import { defaultNetworkSettings } from '@contract/models/networks'
import { squareSize } from '@contract/training/run-spec'
import type { ExperimentPlan, PartWork } from '@contract/experiments/experiment-record'
import type { Use } from '@contract/benchmark/layer-times'
import type { ModelName } from '@contract/models/zoo'
import { exerciseOfChapter } from '../chapter'
import type { ResultColumn } from '../column'
import type { Experiment, LabelOf } from '../experiment'
import { rowValueWords } from '../row-value-words'
import { batchMemorySentence, groupsSentence, ridgeSentence, stepSentence, timeSentence } from '../sentences/cost-sentences'
import { valuesOf } from '../sentences/figure-of'

const edges = { alexnet: 224, lenet: 28 } as const satisfies Partial<Record<ModelName, number>>
type CostNetwork = keyof typeof edges

const at = (model: CostNetwork) => ({ network: defaultNetworkSettings(model), size: squareSize(edges[model]) })

const counted = (by: 'layer' | 'group' | 'network', model: CostNetwork, batchSizes: readonly number[]): PartWork => ({
  kind: 'analysis',
  analysis: { kind: 'layer-costs', by, networks: [{ ...at(model), channels: 1, classes: 10 }], batchSizes: [...batchSizes] },
})

const timed = (model: CostNetwork, use: Use, batchSize: number): PartWork => ({
  kind: 'analysis',
  analysis: { kind: 'layer-times', networks: [at(model)], batchSizes: [batchSize], uses: [use], device: 'cpu' },
})

const stepped = (model: CostNetwork, batchSizes: readonly number[]): PartWork => ({
  kind: 'analysis',
  analysis: { kind: 'steps', networks: [at(model)], batchSizes: [...batchSizes], uses: ['training', 'inference'], device: 'cpu' },
})

/** Counted up to the batch size of 512 in every size; measured at these. */
function plan(batchSizes: readonly number[], lenetSizes: readonly number[]): ExperimentPlan {
  const largest = batchSizes.at(-1) ?? 1
  return {
    layers: counted('layer', 'alexnet', [largest]),
    groups: counted('group', 'alexnet', [largest]),
    memory: counted('network', 'alexnet', [1, 8, 32, 128, 512]),
    training: timed('alexnet', 'training', Math.min(largest, 128)),
    inference: timed('alexnet', 'inference', Math.min(largest, 128)),
    'one-image': timed('alexnet', 'inference', 1),
    'lenet-training': timed('lenet', 'training', 256),
    steps: stepped('alexnet', batchSizes),
    'lenet-steps': stepped('lenet', lenetSizes),
  }
}

const costColumns: readonly ResultColumn[] = [
  { figure: 'parameters', title: phrase('Parameters'), kind: 'count' },
  { figure: 'activationBytes', title: phrase('Outputs'), kind: 'bytes', help: phrase('Memory of what the layer gives, for the whole batch.') },
  { figure: 'forwardFlops', title: phrase('FLOPs, forward'), kind: 'flops' },
  { figure: 'backwardFlops', title: phrase('FLOPs, backward'), kind: 'flops' },
  { figure: 'forwardBytes', title: phrase('Bytes, forward'), kind: 'bytes', help: phrase('What has to be read and written at least.') },
  { figure: 'backwardBytes', title: phrase('Bytes, backward'), kind: 'bytes' },
  { figure: 'inferenceIntensity', title: phrase('FLOP/byte, forward'), kind: 'rate' },
  { figure: 'trainingIntensity', title: phrase('FLOP/byte, training'), kind: 'rate' },
]

const memoryColumns: readonly ResultColumn[] = [
  { figure: 'parameters', title: phrase('Parameters'), kind: 'count' },
  { figure: 'activationBytes', title: phrase('Outputs of layers'), kind: 'bytes' },
  { figure: 'trainingPeakBytes', title: phrase('Least memory, training'), kind: 'bytes', help: phrase('What must lie in memory at the same time, at its peak.') },
  { figure: 'inferencePeakBytes', title: phrase('Least memory, inference'), kind: 'bytes' },
  { figure: 'inferenceIntensity', title: phrase('FLOP/byte, inference'), kind: 'rate' },
  { figure: 'trainingIntensity', title: phrase('FLOP/byte, training'), kind: 'rate' },
]

const timeColumns: readonly ResultColumn[] = [
  { figure: 'seconds', title: phrase('Time'), kind: 'seconds' },
  { figure: 'share', title: phrase('Share'), kind: 'share' },
  { figure: 'predictedSeconds', title: phrase('Predicted'), kind: 'seconds', help: phrase('By the roofline of this machine: arithmetic or memory, whichever takes longer. Convolutions are counted term by term.') },
  { figure: 'predictedShare', title: phrase('Predicted share'), kind: 'share' },
  { figure: 'forwardSeconds', title: phrase('Forward'), kind: 'seconds' },
  { figure: 'backwardSeconds', title: phrase('Backward'), kind: 'seconds' },
  { figure: 'updateSeconds', title: phrase('Update'), kind: 'seconds' },
  { figure: 'intensity', title: phrase('FLOP/byte'), kind: 'rate' },
]

/** Inference has a forward pass alone. */
const inferenceColumns = timeColumns.filter(({ figure }) => !['forwardSeconds', 'backwardSeconds', 'updateSeconds'].includes(figure))

const stepColumns: readonly ResultColumn[] = [
  { figure: 'imagesPerSecond', title: phrase('Images/s'), kind: 'rate' },
  { figure: 'stepSeconds', title: phrase('Time of a batch'), kind: 'seconds' },
  { figure: 'predictedStepSeconds', title: phrase('Predicted, by layers'), kind: 'seconds', help: phrase('By the roofline of this machine, convolutions counted term by term.') },
  { figure: 'predictedCompiledSeconds', title: phrase('Predicted, as compiled'), kind: 'seconds', help: phrase('By the roofline of this machine, from the operators of the training step that the engine compiles: it computes convolutions by Fourier and Winograd transforms where those are cheaper.') },
  { figure: 'peakRssBytes', title: phrase('Memory'), kind: 'bytes', help: phrase('Largest resident memory of a process that did nothing else.') },
  { figure: 'predictedRssBytes', title: phrase('Memory, predicted'), kind: 'bytes' },
  { figure: 'leastBytes', title: phrase('Least memory'), kind: 'bytes', help: phrase('What must lie in memory at the same time, of the network alone.') },
]

const layerWords: LabelOf = ({ layer }) => rowValueWords('layer', layer)
const stepWords: LabelOf = ({ use, batchSize }) => phrase('{use}, batch size {batchSize}', { use: rowValueWords('use', use), batchSize: String(batchSize) })

export const cost: Experiment = {
  name: 'cost',
  kind: 'exercise',
  title: phrase('What AlexNet costs'),
  question:
    phrase('What is the memory footprint of convolutions and of fully connected layers, and what is their computational cost? How do memory size, bandwidth and latency affect the computation, and is there a difference between training and inference?'),
  source: exerciseOfChapter(1),
  approach:
    phrase('Parameters, outputs, operations and bytes of every layer are counted in each pass. Then training steps and inference are measured on this machine, each in a process of its own: whole, and layer by layer from the profile of ONNX Runtime. The prediction stands beside: the time for the arithmetic or for the bytes, whichever is longer.'),
  parts: [
    { name: 'layers', title: phrase('Layers of AlexNet, counted'), labelOf: layerWords, rowTitle: phrase('Layer'), columns: costColumns },
    {
      name: 'groups',
      title: phrase('Convolutions and fully connected layers, counted'),
      labelOf: ({ group }) => layerGroupTitles[layerGroups.find((name) => name === group) ?? 'other'],
      rowTitle: phrase('Layers'),
      columns: costColumns,
    },
    { name: 'memory', title: phrase('AlexNet by batch size, counted'), labelOf: ({ batchSize }) => phrase('batch size {batchSize}', { batchSize: String(batchSize) }), columns: memoryColumns },
    { name: 'training', title: phrase('Time of layers in training'), labelOf: layerWords, rowTitle: phrase('Layer'), columns: timeColumns },
    { name: 'inference', title: phrase('Time of layers in inference'), labelOf: layerWords, rowTitle: phrase('Layer'), columns: inferenceColumns },
    { name: 'one-image', title: phrase('Time of layers in inference, one image'), labelOf: layerWords, rowTitle: phrase('Layer'), columns: inferenceColumns },
    { name: 'lenet-training', title: phrase('Time of the layers of LeNet in training'), labelOf: layerWords, rowTitle: phrase('Layer'), columns: timeColumns },
    { name: 'steps', title: phrase('AlexNet, whole batches'), labelOf: stepWords, columns: stepColumns },
    { name: 'lenet-steps', title: phrase('LeNet, whole batches'), labelOf: stepWords, columns: stepColumns },
  ],
  sizes: {
    quick: { note: phrase('AlexNet at its full size on up to 32 images, LeNet on up to 256: a few minutes on two cores.'), plan: plan([1, 8, 32], [1, 32, 256]) },
    evening: { note: phrase("AlexNet on up to 128 images, the book's batch."), plan: plan([1, 8, 32, 128], [1, 32, 256, 1024]) },
    full: { note: phrase('AlexNet on up to 512 images, where memory allows it; layers are timed at 128.'), plan: plan([1, 8, 32, 128, 512], [1, 32, 256, 1024, 4096]) },
  },
  charts: [
    { kind: 'panel', panel: 'layer-costs', title: phrase('Memory and arithmetic by layer'), caption: phrase('Move the batch size: outputs and operations grow with it, parameters do not.') },
    { kind: 'bars', over: 'layer', figures: ['forwardSeconds', 'backwardSeconds', 'updateSeconds'], isStacked: true, parts: ['training'], title: phrase('Time of a training step'), caption: phrase('From the profile of ONNX Runtime, AlexNet. An activation may be computed within the layer before it.') },
    { kind: 'bars', over: 'layer', figures: ['share', 'predictedShare'], isStacked: false, parts: ['training'], title: phrase('Training: measured and predicted'), caption: phrase('Share of the time of a step.') },
    { kind: 'bars', over: 'layer', figures: ['share', 'predictedShare'], isStacked: false, parts: ['one-image'], title: phrase('Inference of one image: measured and predicted'), caption: phrase('With a single image every weight is read for one product: fully connected layers wait for memory.') },
    { kind: 'figure', x: { of: 'batchSize', title: phrase('Batch size'), scale: 'log' }, y: { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' }, by: 'use', parts: ['steps'], title: phrase('Speed of AlexNet'), caption: phrase('Whole batches, without the profiler.') },
    { kind: 'figure', x: { of: 'batchSize', title: phrase('Batch size'), scale: 'log' }, y: { of: 'peakRssBytes', title: phrase('Memory'), scale: 'linear' }, by: 'use', parts: ['steps'], title: phrase('Memory of AlexNet'), caption: phrase('Largest resident memory of a process that did nothing else.') },
  ],
  columns: [],
  published: [],
  sentences: (results, formats) => {
    const size = valuesOf(results, 'training', 'batchSize')[0]
    return [
      groupsSentence(results, 'groups', 'AlexNet', formats),
      batchMemorySentence(results, 'memory', formats),
      timeSentence(results, 'training', phrase('In a training step on {size} images', { size: String(size) }), formats),
      ridgeSentence(results, [
        { part: 'training', words: phrase('layers in training at batch size {size}', { size: String(size) }) },
        { part: 'one-image', words: phrase('layers in inference of one image') },
      ]),
      stepSentence(results, 'steps', 'AlexNet', formats),
    ].filter((sentence) => sentence !== null)
  },
}
