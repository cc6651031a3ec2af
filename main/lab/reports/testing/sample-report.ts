// A made-up report of a run with every kind of block, as long and as varied as real ones are.
import type { ReportBlock, ReportCell } from '@contract/reports/report-block'
import type { ChartLine, ReportChart } from '@contract/reports/report-chart'
import type { ReportDocument, ReportSection } from '@contract/reports/report-document'
import type { ReportText } from '@contract/reports/report-text'
import { encodePng } from '../../../files/png'
import { sampleSpec } from '../../testing/samples'

const epochs = 20
const classes = ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot']

/** Points of a curve that falls or rises and flattens. */
const curve = (from: number, to: number, pace: number): [number, number][] =>
  Array.from({ length: epochs * 4 }, (_, index) => [(index + 1) / 4, to + (from - to) * Math.exp((-index / 4) * pace) + 0.02 * Math.abs(from - to) * Math.sin(index * 1.7)])

const line = (label: string, colour: number, stroke: ChartLine['stroke'], points: [number, number][]): ChartLine => ({ label, colour, stroke, points })
const words = (value: string): ReportCell => ({ text: value })
const number = (value: number, shown = String(value), isStrong = false): ReportCell => ({ text: shown, value, isStrong })
const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

/** A grey picture as PNG in base64. @param grey of a pixel, 0 to 255 */
export function samplePng(width: number, height: number, grey: (x: number, y: number) => number): string {
  const pixels = Uint8ClampedArray.from({ length: width * height }, (_, place) => grey(place % width, Math.floor(place / width)))
  return encodePng({ width, height, channels: 1, pixels: new Uint8Array(pixels.buffer) }).toString('base64')
}

const chart = (caption: string, drawn: ReportChart): Extract<ReportBlock, { block: 'chart' }> => ({ block: 'chart', caption, alternative: caption, chart: drawn })

const loss = chart('Loss (cross-entropy) of training and test over the epochs.', {
  kind: 'lines',
  x: { title: 'epoch', scale: 'linear', kind: 'count' },
  y: { title: 'loss', scale: 'linear', kind: 'loss', shown: [0] },
  lines: [line('train', 0, 'solid', curve(2.3, 0.21, 0.35)), line('test', 1, 'dashed', curve(2.1, 0.33, 0.4))],
})

const accuracy = chart('Accuracy of training and test over the epochs, with the figure that the book publishes.', {
  kind: 'lines',
  x: { title: 'epoch', scale: 'linear', kind: 'count' },
  y: { title: 'accuracy', scale: 'linear', kind: 'share' },
  lines: [line('train', 0, 'solid', curve(0.35, 0.923, 0.35)), line('test', 1, 'dashed', curve(0.45, 0.884, 0.4)), line('book 83.5 %', 2, 'dotted', [[0, 0.835], [epochs, 0.835]])],
})

const layers: readonly (readonly [string, string, string, number, number])[] = [
  ['1 Convolution 5 × 5', '6 × 28 × 28', '20', 156, 117_600],
  ['2 ReLU', '6 × 28 × 28', '', 0, 4704],
  ['3 Average pooling 2 × 2', '6 × 14 × 14', '', 0, 4704],
  ['4 Convolution 5 × 5', '16 × 10 × 10', '', 2416, 240_000],
  ['5 ReLU', '16 × 10 × 10', '', 0, 1600],
  ['6 Average pooling 2 × 2', '16 × 5 × 5', '', 0, 1600],
  ['7 Fully connected', '120', '', 48_120, 48_000],
  ['8 Fully connected', '84', '', 10_164, 10_080],
  ['9 Fully connected', '10', '', 850, 840],
]

const confusion = classes.map((_, row) => classes.map((__, column) => (row === column ? 860 + ((row * 37) % 120) : (row * 13 + column * 7) % 29 === 0 ? 64 : (row + column * 3) % 11)))

const publishedSource: Exclude<ReportText, string> = [{ text: 'Published figures: ' }, { text: 'Dive into Deep Learning, section 7.6', link: 'https://d2l.ai/chapter_convolutional-neural-networks/lenet.html' }]

const text = `The question was whether LeNet with **ReLU** in place of the sigmoid comes close to a network of the size of AlexNet on Fashion-MNIST.

The loss of a batch $B$ is the mean cross-entropy

$$
L = -\\frac{1}{|B|} \\sum_{i \\in B} \\log \\frac{e^{z_{i, y_i}}}{\\sum_k e^{z_{i,k}}},
$$

where $z_{i,k}$ is the output for class $k$. What we expected:

1. faster learning in the first epochs, since the gradient of ReLU does not vanish;
2. a gap between training and test that grows from about epoch 8 on.

> The second came true, the first only with a smaller learning rate.`

const sections: readonly ReportSection[] = [
  {
    id: 'summary',
    title: 'Summary',
    part: 'summary',
    blocks: [
      { block: 'paragraph', role: 'lead', text: 'LeNet with ReLU reaches 88.41 % of the 10,000 test images right after 20 epochs, 4.9 points more than the book publishes for LeNet with sigmoid.' },
      { block: 'tiles', tiles: [{ label: 'test accuracy', value: '88.41 %' }, { label: 'train loss', value: '0.2134' }, { label: 'images per second', value: '10,845' }, { label: 'training and testing', value: '1 min 58 s' }, { label: 'peak memory', value: '412 MB' }] },
      { block: 'paragraph', role: 'plain', text: ['Training went on after test loss was at its lowest in epoch 14: the gap between training and test accuracy grew from 0.6 to 3.9 points. The settings are in ', { text: 'Settings', link: '#settings' }, '; ', { text: 'cnn-lab show', isCode: true }, ' prints the same figures.'].map((piece) => (typeof piece === 'string' ? { text: piece } : piece)) },
    ],
    sections: [],
  },
  { id: 'text', title: 'What we wanted to know', part: 'text', blocks: [{ block: 'markdown', source: text }], sections: [] },
  {
    id: 'settings',
    title: 'Settings',
    part: 'settings',
    blocks: [
      {
        block: 'table',
        caption: 'Settings of the run. Bold: what differs from the preset of LeNet.',
        columns: [{ title: 'Setting', kind: 'text' }, { title: 'Value', kind: 'text' }, { title: 'Preset', kind: 'text' }],
        rows: [
          [words('Network'), { text: 'LeNet with ReLU', isStrong: true }, words('LeNet')],
          [words('Data set'), words('Fashion-MNIST, 60,000 training and 10,000 test images, 28 × 28 pixels'), words('')],
          [words('Optimizer'), words('SGD with momentum 0.9'), words('SGD')],
          [words('Learning rate'), { text: '0.05, cosine to 0', isStrong: true }, words('0.9')],
          [words('Batch size'), words('256'), words('256')],
          [words('Epochs'), { text: '20', isStrong: true }, words('10')],
          [words('Augmentation'), words('mirrored at random, shifted by up to 2 pixels'), words('none')],
        ],
      },
    ],
    sections: [],
  },
  {
    id: 'network',
    title: 'Network',
    part: 'network',
    blocks: [
      {
        block: 'diagram',
        caption: 'LeNet with ReLU, from the input down.',
        alternative: 'Input, two convolutions each with pooling, three fully connected layers.',
        boxes: [
          { id: 'input', title: 'Input', detail: '1 × 28 × 28', kind: 'input' },
          { id: 'c1', title: 'Convolution 5 × 5', detail: '6 × 28 × 28', kind: 'convolution' },
          { id: 'p1', title: 'Average pooling 2 × 2', detail: '6 × 14 × 14', kind: 'pooling' },
          { id: 'c2', title: 'Convolution 5 × 5', detail: '16 × 10 × 10', kind: 'convolution' },
          { id: 'p2', title: 'Average pooling 2 × 2', detail: '16 × 5 × 5', kind: 'pooling' },
          { id: 'f1', title: 'Fully connected', detail: '120', kind: 'fullyConnected' },
          { id: 'f2', title: 'Fully connected', detail: '84', kind: 'fullyConnected' },
          { id: 'f3', title: 'Fully connected', detail: '10', kind: 'fullyConnected' },
        ],
        arrows: [['input', 'c1'], ['c1', 'p1'], ['p1', 'c2'], ['c2', 'p2'], ['p2', 'f1'], ['f1', 'f2'], ['f2', 'f3']],
      },
      {
        block: 'table',
        caption: 'Layers with the shape of their output, parameters, and multiply-adds of one image in the forward pass.',
        columns: [{ title: 'Layer', kind: 'text' }, { title: 'Output', kind: 'text' }, { title: 'Parameters', kind: 'number' }, { title: 'Multiply-adds', kind: 'number' }],
        rows: [
          ...layers.map(([name, output, , parameters, adds]) => [words(name), words(output), number(parameters, parameters === 0 ? '' : parameters.toLocaleString('en')), number(adds, adds.toLocaleString('en'))]),
          [words('Total'), words(''), number(61_706, '61,706'), number(429_128, '429,128')],
        ],
        totals: [layers.length],
      },
    ],
    sections: [],
  },
  { id: 'curves', title: 'Curves', part: 'curves', blocks: [{ block: 'beside', charts: [loss, accuracy] }, loss], sections: [] },
  {
    id: 'results',
    title: 'Results',
    part: 'results',
    blocks: [{ block: 'paragraph', role: 'plain', text: 'Accuracy on the test images is 88.41 % (95 % interval by Wilson: 87.77 to 89.02 %). Shirt is told worst, and most often taken for a T-shirt or top.' }],
    sections: [
      {
        id: 'by-class',
        title: 'By class',
        part: 'results',
        blocks: [
          {
            block: 'table',
            caption: 'Precision, recall and F1 of each class on 10,000 test images.',
            columns: [{ title: 'Class', kind: 'text' }, { title: 'Images', kind: 'number' }, { title: 'Precision', kind: 'number' }, { title: 'Recall', kind: 'number' }, { title: 'F1', kind: 'number' }],
            rows: classes.map((name, place) => [words(name), number(1000, '1,000'), number(0.8 + place / 60, percent(0.8 + place / 60)), number(0.79 + place / 55, percent(0.79 + place / 55), place === 9), number(0.8 + place / 58, percent(0.8 + place / 58))]),
          },
        ],
        sections: [],
      },
      {
        id: 'confusion',
        title: 'Confusion matrix',
        part: 'results',
        blocks: [chart('Confusion matrix: rows are the classes of the images, columns the answers, in images.', { kind: 'matrix', rows: { title: 'class', names: classes }, columns: { title: 'answer', names: classes }, values: confusion, valueKind: 'count', shades: 'counts', hasDiagonal: true })],
        sections: [],
      },
    ],
  },
  {
    id: 'mistakes',
    title: 'Mistakes',
    part: 'mistakes',
    blocks: [
      {
        block: 'pictures',
        caption: 'The most confident wrong answers on the test images: class → answer, with the probability given to the answer.',
        pictures: Array.from({ length: 16 }, (_, index) => ({
          png: samplePng(28, 28, (x, y) => 255 * Math.exp(-((x - 14) ** 2 + (y - 10 - (index % 5)) ** 2) / (40 + index * 6)) + 20 * Math.sin(x * y)),
          ...{ width: 28, height: 28 },
          alternative: `Image ${index * 17}: ${classes[index % 10] ?? ''}, taken for ${classes[(index + 3) % 10] ?? ''}`,
          label: `${classes[index % 10] ?? ''} → ${classes[(index + 3) % 10] ?? ''}, ${99 - index} %`,
        })),
        shownWidth: 84,
      },
    ],
    sections: [],
  },
  {
    id: 'epochs',
    title: 'Results by epoch',
    part: 'epochs',
    blocks: [
      {
        block: 'details',
        summary: 'All 20 epochs',
        blocks: [
          {
            block: 'table',
            caption: 'Results of each epoch.',
            columns: ['Epoch', 'Train loss', 'Train accuracy', 'Test loss', 'Test accuracy', 'Top-5 accuracy', 'Learning rate at its end', 'Images per second', 'Memory of the engine process', 'Time'].map((title) => ({ title, kind: 'number' as const })),
            rows: Array.from({ length: epochs }, (_, index) => [
              number(index + 1),
              number(2 / (index + 2), (2 / (index + 2)).toFixed(4)),
              number(0.9, percent(0.6 + index / 70)),
              number(2.1 / (index + 2), (2.1 / (index + 2)).toFixed(4)),
              number(0.88, percent(0.6 + index / 75), index === 19),
              number(0.99, percent(0.97 + index / 900)),
              number(0.05, (0.05 * Math.cos((index / epochs) * 1.5)).toFixed(5)),
              number(10_845, (10_700 + index * 13).toLocaleString('en')),
              number(412e6, `${380 + index} MB`),
              number(5.9, `${(5.7 + index / 50).toFixed(1)} s`),
            ]),
          },
        ],
      },
    ],
    sections: [],
  },
  {
    id: 'environment',
    title: 'Environment',
    part: 'environment',
    blocks: [
      { block: 'list', items: ['Intel Xeon, 2 threads, 16 GB', [{ text: 'ONNX Runtime 1.30.0, ' }, { text: 'onnxruntime-node', isCode: true }], publishedSource] },
      { block: 'paragraph', role: 'problem', text: 'The engine process ended by itself in epoch 3; the run went on from its checkpoint of epoch 2.' },
      { block: 'listing', caption: 'The command that repeats the run, on the same device with the same number of threads to the last byte.', language: 'shell', text: 'cnn-lab train --spec lenet.json --seed 1 --device cpu --threads 2' },
      { block: 'details', summary: 'Settings as a file', blocks: [{ block: 'listing', caption: 'The file lenet.json.', language: 'json', text: JSON.stringify(sampleSpec(), null, 2) }] },
      { block: 'paragraph', role: 'note', text: 'Times depend on what else the machine was doing.' },
    ],
    sections: [],
  },
]

export const sampleReport: ReportDocument = {
  ...{ format: 'cnn-lab-report', version: 1, subject: 'run' },
  title: 'LeNet with ReLU on Fashion-MNIST',
  subtitle: 'Report of the run lenet-relu-0412',
  author: 'Ada Lovelace, Charles Babbage',
  course: 'Neural networks, exercise 3',
  date: '29 November 2026',
  madeAt: '2026-11-29T05:40:00.000Z',
  labVersion: '0.1.0',
  sections,
  data: {
    columns: ['run', 'epoch', 'trainLoss', 'testAccuracy'],
    rows: Array.from({ length: epochs }, (_, index) => ['lenet-relu-0412', index + 1, 2 / (index + 2), 0.6 + index / 70]),
  },
  specs: { 'lenet-relu-0412': sampleSpec() },
}
