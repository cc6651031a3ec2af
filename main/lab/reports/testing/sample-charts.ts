// Charts of every kind with data as the lab has them, for tests and for looking at.
import type { ReportBlockOf } from '@contract/reports/report-block'
import type { BarChart, ChartLine, IntervalChart, LineChart, MatrixChart, ScatterChart } from '@contract/reports/report-chart'

/** A number from 0 to 1 that follows from an integer. */
const noise = (seed: number): number => Math.abs(Math.sin(seed * 12.9898) * 43758.5453) % 1

const loss = (epoch: number, from: number, floor: number, rate: number, seed: number): number => floor + (from - floor) * Math.exp(-rate * epoch) + 0.06 * (noise(seed) - 0.5) * Math.exp(-epoch / 12)

/** Training and test loss of one run, with the single steps faint behind. */
export const lossChart: LineChart = {
  kind: 'lines',
  x: { title: 'epoch', scale: 'linear', kind: 'count' },
  y: { title: 'cross-entropy, nats', scale: 'linear', kind: 'loss', shown: [2.303], cutsSpikes: true },
  lines: [
    { label: '', colour: 0, stroke: 'faint', points: Array.from({ length: 4000 }, (_, step) => [step / 400, step === 900 ? 1e9 : loss(step / 400, 2.3, 0.26, 0.6, step) + 0.25 * (noise(step + 7) - 0.5)]) },
    { label: 'training', colour: 0, stroke: 'solid', points: Array.from({ length: 200 }, (_, half) => [half / 20, loss(half / 20, 2.3, 0.26, 0.6, half)]) },
    { label: 'test', colour: 1, stroke: 'dashed', isMarked: true, points: Array.from({ length: 10 }, (_, epoch) => [epoch + 1, loss(epoch + 1, 2.3, 0.33, 0.55, epoch)]) },
    { label: 'the book, test', colour: 2, stroke: 'dotted', points: [[1, 1.1], [3, 0.62], [5, 0.47], [8, 0.38], [10, 0.36]] },
  ],
}

/** Test accuracy of six settings, each with the band of its seeds. */
export const bandsChart: LineChart = {
  kind: 'lines',
  x: { title: 'epoch', scale: 'linear', kind: 'count' },
  y: { title: 'test accuracy', scale: 'linear', kind: 'share' },
  lines: ['sigmoid', 'tanh', 'ReLU', 'ReLU, no dropout', 'leaky ReLU', 'GELU'].map((label, colour): ChartLine => {
    const points = Array.from({ length: 20 }, (_, epoch): [number, number] => [epoch + 1, 0.9 - 0.02 * (5 - colour) - 0.5 * Math.exp(-(epoch + 1) / (3 + (5 - colour) * 0.8)) + 0.01 * noise(epoch + colour * 31)])
    return { label, colour, stroke: 'solid', points, band: points.map(([, y]) => [y - 0.012, y + 0.012]) }
  }),
}

/** Images per second over the batch size, both logarithmic. */
export const speedChart: LineChart = {
  kind: 'lines',
  x: { title: 'batch size', scale: 'log', kind: 'count' },
  y: { title: 'images per second', scale: 'log', kind: 'rate' },
  lines: ['AlexNet', 'LeNet-5', 'VGG-11'].map((label, colour): ChartLine => ({
    ...{ label, colour, stroke: 'solid', isMarked: true },
    points: [1, 2, 4, 8, 16, 32, 64, 128, 256].map((size) => [size, ([210, 5200, 38][colour] ?? 1) * (size / (size + 9)) * 10]),
    ...(colour === 0 && { bounds: 'bars', band: [1, 2, 4, 8, 16, 32, 64, 128, 256].map((size): [number, number] => [1900 * (size / (size + 9)), 2300 * (size / (size + 9))]) }),
  })),
}

/** A figure over names. */
export const namesChart: LineChart = {
  kind: 'lines',
  x: { title: 'optimizer', names: ['SGD', 'SGD with momentum 0.9', 'Nesterov momentum 0.9', 'Adam', 'AdamW, weight decay 0.01', 'RMSProp'] },
  y: { title: 'test accuracy', scale: 'linear', kind: 'share' },
  lines: [
    { label: 'measured', colour: 0, stroke: 'none', bounds: 'bars', points: [0, 1, 2, 3, 4, 5].map((at) => [at, 0.84 + 0.012 * at]), band: [0, 1, 2, 3, 4, 5].map((at) => [0.83 + 0.012 * at, 0.85 + 0.012 * at]) },
    { label: 'published', colour: 1, stroke: 'none', points: [[0, 0.85], [3, 0.9]] },
  ],
}

/** Forty runs of a sweep: too many for labels. */
export const manyLinesChart: LineChart = {
  ...bandsChart,
  lines: Array.from({ length: 40 }, (_, run): ChartLine => ({ label: `learning rate ${(0.001 * 1.2 ** run).toPrecision(2)}`, colour: run, stroke: 'solid', points: Array.from({ length: 30 }, (_, epoch) => [epoch + 1, 0.95 - (0.3 + 0.4 * noise(run)) * Math.exp(-(epoch + 1) / (2 + 6 * noise(run + 3)))]) })),
}

const layers = ['conv 96, 11×11, stride 4', 'max pool 3×3', 'conv 256, 5×5', 'max pool 3×3', 'conv 384, 3×3', 'conv 384, 3×3', 'conv 256, 3×3', 'max pool 3×3', 'fully connected 4096', 'fully connected 4096', 'fully connected 10']

/** Time of each layer by pass, stacked. */
export const stackedChart: BarChart = {
  kind: 'bars',
  over: { title: 'layer', names: layers },
  y: { title: 'time per step', scale: 'linear', kind: 'seconds' },
  isStacked: true,
  series: [
    { label: 'forward', values: layers.map((_, at) => 0.012 * noise(at + 1)) },
    { label: 'gradient of the input', values: layers.map((_, at) => (at === 0 ? null : 0.014 * noise(at + 2))) },
    { label: 'gradient of the weights', values: layers.map((_, at) => 0.02 * noise(at + 3)) },
    { label: 'update', values: layers.map((_, at) => 0.004 * noise(at + 4)) },
  ],
}

/** Accuracy by setting, training and test beside each other, with spreads. */
export const besideChart: BarChart = {
  kind: 'bars',
  over: { title: '', names: ['baseline', 'with augmentation', 'with dropout', 'augmentation and dropout'] },
  y: { title: 'accuracy', scale: 'linear', kind: 'share' },
  isStacked: false,
  series: [
    { label: 'training', values: [0.991, 0.953, 0.962, 0.934], spreads: [0.002, 0.004, 0.003, null] },
    { label: 'test', values: [0.884, 0.912, 0.903, 0.921], spreads: [0.006, 0.004, 0.012, 0.003] },
  ],
}

export const effectsChart: IntervalChart = {
  kind: 'intervals',
  x: { title: 'difference of test accuracy to the baseline, percentage points', scale: 'linear', kind: 'share' },
  reference: 0,
  rows: [
    { label: 'without dropout', value: -0.021, low: -0.032, high: -0.01, words: '−2.1 (−3.2 to −1.0)' },
    { label: 'without augmentation', value: -0.034, low: -0.051, high: -0.017, words: '−3.4 (−5.1 to −1.7)' },
    { label: 'local response normalisation', value: 0.002, low: -0.006, high: 0.01, words: '+0.2 (−0.6 to +1.0)' },
    { label: 'batch normalisation', value: 0.018, low: 0.007, high: 0.029, words: '+1.8 (+0.7 to +2.9)' },
    { label: 'label smoothing 0.1', value: 0.006, low: null, high: null, words: '+0.6, one seed' },
  ],
}

export const paretoChart: ScatterChart = {
  kind: 'scatter',
  x: { title: 'images per second', scale: 'log', kind: 'rate' },
  y: { title: 'test accuracy', scale: 'linear', kind: 'share' },
  points: [
    { label: 'LeNet-5', x: 52_000, y: 0.902, spread: 0.004, isOnFront: true, isPublished: false },
    { label: 'AlexNet', x: 2100, y: 0.921, spread: 0.003, isOnFront: true, isPublished: false },
    { label: 'VGG-11', x: 380, y: 0.931, spread: 0.002, isOnFront: true, isPublished: false },
    { label: 'GoogLeNet', x: 640, y: 0.926, spread: null, isOnFront: true, isPublished: false },
    { label: 'NiN', x: 1500, y: 0.907, spread: 0.006, isOnFront: false, isPublished: false },
    { label: 'ResNet-18', x: 590, y: 0.924, spread: 0.002, isOnFront: false, isPublished: false },
    { label: 'DenseNet', x: 470, y: 0.919, spread: 0.003, isOnFront: false, isPublished: false },
    { label: 'multilayer perceptron', x: 81_000, y: 0.884, spread: 0.002, isOnFront: true, isPublished: false },
    { label: 'AlexNet, the book', x: 4100, y: 0.882, spread: null, isOnFront: false, isPublished: true },
    { label: 'VGG-11, the book', x: 1500, y: 0.918, spread: null, isOnFront: false, isPublished: true },
  ],
}

/** Layers under the roof of a device, by kind, with areas by their time. */
export const roofChart: ScatterChart = {
  kind: 'scatter',
  x: { title: 'arithmetic intensity, FLOP per byte', scale: 'log', kind: 'number' },
  y: { title: 'FLOP per second', scale: 'log', kind: 'flops' },
  groups: ['convolution', 'fully connected', 'other'],
  lines: [{ label: '16 cores, 512 GFLOP/s', points: [[0.1, 2e9], [25.6, 5.12e11], [1000, 5.12e11]] }],
  points: layers.map((label, at) => ({ label: at < 4 ? label : '', group: label.startsWith('conv') ? 0 : label.startsWith('fully') ? 1 : 2, size: noise(at), x: 0.2 * 4 ** (5 * noise(at + 4)), y: 1e10 * 30 ** noise(at + 9), spread: null, isOnFront: false, isPublished: false })),
}

const classes = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot']

export const confusionChart: MatrixChart = {
  kind: 'matrix',
  rows: { title: 'class of the image', names: classes },
  columns: { title: 'answer of the network', names: classes },
  values: classes.map((_, row) => classes.map((__, column) => (row === column ? 1000 - Math.round(220 * noise(row)) : noise(row * 10 + column) > 0.5 ? Math.round(60 * noise(row + column * 7) ** 3) : 0))),
  valueKind: 'count',
  shades: 'counts',
  hasDiagonal: true,
}

export const differencesChart: MatrixChart = {
  ...confusionChart,
  values: classes.map((_, row) => classes.map((__, column) => Math.round(40 * (noise(row * 17 + column) - 0.5)) * (noise(row + column * 3) > 0.4 ? 1 : 0))),
  shades: 'differences',
}

/** A hundred classes: cells without letters. */
export const largeMatrixChart: MatrixChart = {
  ...confusionChart,
  rows: { title: 'class of the image', names: Array.from({ length: 100 }, (_, at) => `class ${at}`) },
  columns: { title: 'answer of the network', names: Array.from({ length: 100 }, (_, at) => `class ${at}`) },
  values: Array.from({ length: 100 }, (_, row) => Array.from({ length: 100 }, (__, column) => (row === column ? 60 + Math.round(40 * noise(row)) : noise(row * 100 + column) > 0.8 ? Math.round(12 * noise(row + column)) : 0))),
}

type Diagram = ReportBlockOf<'diagram'>

/** A chain of layers, as AlexNet's. */
export const chainDiagram: Diagram = {
  block: 'diagram',
  caption: '',
  alternative: 'A network of twelve layers',
  boxes: [
    { id: 'images', title: 'images', detail: '3×224×224', kind: 'input' },
    ...layers.map((title, at) => ({ id: `layer-${at}`, title, detail: `${96 * (at + 1)}×${54 - 4 * at}×${54 - 4 * at}`, kind: title.startsWith('conv') ? ('convolution' as const) : title.startsWith('max') ? ('pooling' as const) : ('fullyConnected' as const) })),
  ],
  arrows: layers.map((_, at) => [at === 0 ? 'images' : `layer-${at - 1}`, `layer-${at}`]),
}

const branches = ['a', 'b', 'c', 'd'] as const

/** Blocks of four ways each, as GoogLeNet's. */
export const branchedDiagram: Diagram = {
  ...chainDiagram,
  boxes: [
    { id: 'join-0', title: 'images', detail: '1×96×96', kind: 'input' },
    ...[1, 2, 3, 4, 5, 6].flatMap((block) => [
      ...branches.map((branch) => ({ id: `${branch}-${block}`, title: branch === 'd' ? 'max pool 3×3' : 'conv 64, 3×3', detail: `${branch}, 64×12×12`, kind: branch === 'd' ? ('pooling' as const) : ('convolution' as const) })),
      { id: `join-${block}`, title: 'concatenation', detail: '256×12×12', kind: 'other' as const },
    ]),
  ],
  arrows: [1, 2, 3, 4, 5, 6].flatMap((block) => branches.flatMap((branch): readonly [string, string][] => [[`join-${block - 1}`, `${branch}-${block}`], [`${branch}-${block}`, `join-${block}`]])),
}

/** A long chain with a shortcut around every second layer, as ResNet's. */
export const longDiagram: Diagram = {
  ...chainDiagram,
  boxes: Array.from({ length: 40 }, (_, at) => ({ id: `layer-${at}`, title: at === 0 ? 'images' : `Convolution ${64 * (1 + Math.floor(at / 10))}, 3×3, padding 1 + Batch normalisation + ReLU`, detail: `${64 * (1 + Math.floor(at / 10))}×56×56`, kind: at === 0 ? ('input' as const) : ('convolution' as const) })),
  arrows: Array.from({ length: 39 }, (_, at) => at).flatMap((at): readonly [string, string][] => [[`layer-${at}`, `layer-${at + 1}`], ...(at % 2 === 1 && at < 37 ? [[`layer-${at}`, `layer-${at + 2}`] as [string, string]] : [])]),
}

export const sampleDiagrams = { chainDiagram, branchedDiagram, longDiagram } as const

export const sampleCharts = { lossChart, bandsChart, speedChart, namesChart, manyLinesChart, stackedChart, besideChart, effectsChart, paretoChart, roofChart, confusionChart, differencesChart, largeMatrixChart } as const
