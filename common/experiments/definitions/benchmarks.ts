// Exercise 3: why nobody reports benchmarks of AlexNet any more: its profile beside networks that followed.
import { phrase } from '@language/phrase'
import type { ExperimentPlan, PartWork } from '@contract/experiments/experiment-record'
import { defaultNetworkSettings } from '@contract/models/networks'
import type { ModelName } from '@contract/models/zoo'
import { squareSize } from '@contract/training/run-spec'
import { imagenetResults } from '../../published/imagenet-results'
import { sourceWords } from '../../published/source-words'
import { exerciseOfChapter } from '../chapter'
import type { ResultColumn } from '../column'
import type { Experiment } from '../experiment'
import { rowValueWords } from '../row-value-words'
import { intensitySentence, networkWords, parameterShareSentence, publishedAccuracySentence, speedSentence } from '../sentences/benchmark-sentences'

const networks = ['alexnet', 'vgg-16', 'googlenet', 'resnet-50', 'mobilenet-v2'] as const satisfies readonly ModelName[]
const at = (model: ModelName) => ({ network: defaultNetworkSettings(model), size: squareSize(224) })

const counted = (batchSize: number): PartWork => ({
  kind: 'analysis',
  analysis: { kind: 'layer-costs', by: 'network', networks: networks.map((model) => ({ ...at(model), channels: 3, classes: 1000 })), batchSizes: [batchSize] },
})

const plan = (batchSizes: readonly number[]): ExperimentPlan => ({
  'one-image': counted(1),
  batch: counted(32),
  steps: { kind: 'analysis', analysis: { kind: 'steps', networks: networks.map(at), batchSizes: [...batchSizes], uses: ['training', 'inference'], device: 'cpu' } },
})

const profileColumns: readonly ResultColumn[] = [
  { figure: 'parameters', title: phrase('Parameters'), kind: 'count', better: 'lower' },
  { figure: 'multiplyAdds', title: phrase('Multiply-adds'), kind: 'count', better: 'lower', help: phrase('Forward, of the whole batch.') },
  { figure: 'convolutionParameters', title: phrase('Parameters in convolutions'), kind: 'share' },
  { figure: 'convolutionFlops', title: phrase('FLOPs in convolutions'), kind: 'share' },
  { figure: 'convolutionBytes', title: phrase('Bytes in convolutions'), kind: 'share' },
  { figure: 'inferenceIntensity', title: phrase('FLOP/byte, inference'), kind: 'rate' },
  { figure: 'trainingIntensity', title: phrase('FLOP/byte, training'), kind: 'rate' },
  { figure: 'trainingPeakBytes', title: phrase('Least memory, training'), kind: 'bytes', better: 'lower' },
  { figure: 'inferencePeakBytes', title: phrase('Least memory, inference'), kind: 'bytes', better: 'lower' },
]

const stepColumns: readonly ResultColumn[] = [
  { figure: 'imagesPerSecond', title: phrase('Images/s'), kind: 'rate', better: 'higher' },
  { figure: 'predictedImagesPerSecond', title: phrase('Images/s, predicted'), kind: 'rate' },
  { figure: 'peakRssBytes', title: phrase('Memory'), kind: 'bytes', better: 'lower' },
  { figure: 'leastBytes', title: phrase('Least memory'), kind: 'bytes' },
]

const title = ({ network }: Readonly<Record<string, unknown>>): string => networkWords(network)

export const benchmarks: Experiment = {
  name: 'benchmarks',
  kind: 'exercise',
  title: phrase('Why no AlexNet benchmarks'),
  question: phrase('Why do engineers no longer report performance benchmarks on AlexNet?'),
  source: exerciseOfChapter(3),
  approach:
    phrase('AlexNet stands beside four networks that followed: where their parameters, operations and bytes are, how much each computes with a byte, how fast they are on this machine, and which accuracy on ImageNet was published for how much arithmetic.'),
  parts: [
    { name: 'one-image', title: phrase('One image of ImageNet, counted'), labelOf: title, rowTitle: phrase('Network') },
    { name: 'batch', title: phrase('32 images of ImageNet, counted'), labelOf: title, rowTitle: phrase('Network'), columns: profileColumns },
    { name: 'steps', title: phrase('Measured on this machine'), labelOf: (values) => phrase('{title}, {use}, batch size {batchSize}', { title: title(values), use: rowValueWords('use', values.use), batchSize: String(values.batchSize) }), columns: stepColumns },
  ],
  sizes: {
    quick: { note: phrase('Counted for ImageNet: 224×224 pixels, 1000 classes. Measured on four images of Fashion-MNIST at that size, with ten classes.'), plan: plan([4]) },
    evening: { note: phrase('Counted for ImageNet: 224×224 pixels, 1000 classes. Measured on Fashion-MNIST at that size, with ten classes, on up to 32 images.'), plan: plan([1, 4, 32]) },
    full: { note: phrase('Counted for ImageNet: 224×224 pixels, 1000 classes. Measured on Fashion-MNIST at that size, with ten classes, on up to 128 images where memory allows it.'), plan: plan([1, 4, 32, 128]) },
  },
  charts: [
    { kind: 'panel', panel: 'rooflines', title: phrase('Rooflines'), caption: phrase('The layers of the networks under the roofline of a device; AlexNet’s fully connected layers lie far to the left.') },
    { kind: 'bars', over: 'network', figures: ['convolutionParameters', 'convolutionFlops', 'convolutionBytes'], isStacked: false, parts: ['batch'], title: phrase('Share of convolutions'), caption: phrase('Of parameters, and of FLOPs and bytes of a training step on 32 images.') },
    { kind: 'bars', over: 'network', figures: ['inferenceIntensity', 'trainingIntensity'], isStacked: false, parts: ['batch'], title: phrase('FLOP per byte'), caption: phrase('With 32 images; the more, the less bandwidth a network needs.') },
    { kind: 'pareto', x: { of: 'multiplyAdds', title: phrase('Multiply-adds of one image'), scale: 'log' }, y: { of: 'top1', title: phrase('Top-1 accuracy on ImageNet'), scale: 'linear' }, parts: ['one-image'], title: phrase('Accuracy and arithmetic, published'), caption: phrase('Accuracies and multiply-adds as torchvision states them for its trained networks.') },
    { kind: 'figure', x: { of: 'network', title: phrase('Network'), scale: 'category' }, y: { of: 'imagesPerSecond', title: phrase('Images per second'), scale: 'log' }, by: 'use', parts: ['steps'], title: phrase('Speed here'), caption: phrase('Whole batches, each network in a process of its own.') },
  ],
  columns: [
    { figure: 'top1', title: 'Top-1', kind: 'share', better: 'higher', help: phrase('Accuracy on the validation images of ImageNet, as published.') },
    { figure: 'top1PerGiga', title: phrase('Top-1 points per 10⁹ multiply-adds'), kind: 'number', better: 'higher' },
    ...profileColumns,
  ],
  published: imagenetResults.map(({ network, year, top1, parameters, multiplyAdds, source, remark }) => ({
    what: phrase('{name}, {year}', { name: networkWords(network), year }),
    figures: { top1, parameters, multiplyAdds, top1PerGiga: (top1 * 100 * 1e9) / multiplyAdds },
    source: remark === '' ? phrase('{source}, printed', { source }) : phrase('{source}, printed; {remark}', { source, remark: sourceWords(remark) }),
    values: { network },
  })),
  sentences: (results, formats) => {
    const counted = results.some(({ part, status }) => part === 'one-image' && status === 'completed')
    return [
      parameterShareSentence(results, { part: 'one-image', base: 'alexnet' }, formats),
      intensitySentence(results, { part: 'one-image', base: 'alexnet' }, phrase('in inference of one image')),
      speedSentence(results, 'one-image', 'steps', formats),
      counted ? publishedAccuracySentence(imagenetResults, 'alexnet', formats) : null,
    ].filter((sentence) => sentence !== null)
  },
}
