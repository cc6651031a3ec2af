// Presets: named specs that reproduce what the book or a published source did.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { noAugmentation } from '../data/augmentation'
import type { ModelName } from '../models/zoo'
import { optimizerSchema } from './optimizer'
import { defaultSpec, type ZooRunSpec } from './run-spec'
import { defaultSchedule } from './schedule'

export const presetNames = [
  'lenet-book',
  'lenet-classic',
  'lenet-relu',
  'alexnet-book',
  'alexnet-book-as-printed',
  'alexnet-quick',
  'alexnet-2012',
  'alexnet-small',
  'fashionnet',
  'resnet-8',
  'resnet-20',
] as const
export const presetNameSchema = z.enum(presetNames)
export type PresetName = z.infer<typeof presetNameSchema>

export interface Preset {
  readonly name: PresetName
  readonly title: string
  readonly description: string
  readonly spec: ZooRunSpec
}

const lenet = defaultSpec('lenet')
const lenetRelu = defaultSpec('lenet-relu')
const alexnet = defaultSpec('alexnet')
const flips = { ...noAugmentation, flip: 0.5 }

/** The default spec of a network, trained by SGD with momentum 0.9. */
function withMomentum(model: ModelName, settings: { readonly learningRate: number; readonly weightDecay: number }): ZooRunSpec {
  return { ...defaultSpec(model), optimizer: optimizerSchema.parse({ name: 'momentum', ...settings }) }
}

const fashionnet = withMomentum('fashionnet', { learningRate: 0.05, weightDecay: 5e-4 })

/** Every preset, in the order in which choosers list them. */
export const presets: readonly Preset[] = [
  {
    name: 'lenet-relu',
    title: phrase('LeNet with ReLU'),
    description: phrase('LeNet with ReLU and max-pooling; reaches about 88 % in a few minutes on a laptop.'),
    spec: lenetRelu,
  },
  {
    name: 'lenet-book',
    title: phrase('LeNet, as in the book'),
    description: phrase('Sigmoid and average pooling, learning rate 0.1, batch size 128.'),
    spec: lenet,
  },
  {
    name: 'lenet-classic',
    title: phrase('LeNet, 2022 edition'),
    description: phrase('Sigmoid and average pooling, learning rate 0.9, batch size 256.'),
    spec: { ...lenet, optimizer: { ...lenet.optimizer, learningRate: 0.9 }, batchSize: 256 },
  },
  {
    name: 'alexnet-quick',
    title: phrase('AlexNet, quick look'),
    description: phrase('AlexNet on a subset, with small batches and a larger learning rate, so that it learns within a few minutes on two cores.'),
    spec: {
      ...alexnet,
      optimizer: { ...alexnet.optimizer, learningRate: 0.05 },
      dataset: { ...alexnet.dataset, limitTrain: 2560, limitTest: 512 },
      batchSize: 32,
      epochs: 3,
    },
  },
  {
    name: 'alexnet-book',
    title: phrase('AlexNet, as in the book'),
    description: phrase('Learning rate 0.01, batch size 128, 10 epochs, Xavier initialisation, 1×224×224. Hours on a CPU.'),
    spec: alexnet,
  },
  {
    name: 'alexnet-book-as-printed',
    title: phrase('AlexNet, exactly as printed'),
    description: phrase("As above with PyTorch's default initialisation: the book's listing applies Xavier to lazy layers, which has no effect."),
    spec: { ...alexnet, network: { ...alexnet.network, initializer: 'pytorch-default' } },
  },
  {
    name: 'alexnet-2012',
    title: phrase('AlexNet of 2012'),
    description: phrase('The published network, weights N(0, 0.01), momentum 0.9 and weight decay 0.0005, at a tenth of the published learning rate, as ten classes need it. Begins slowly; hours on a CPU.'),
    spec: withMomentum('alexnet-2012', { learningRate: 0.001, weightDecay: 5e-4 }),
  },
  {
    name: 'alexnet-small',
    title: phrase('Small AlexNet'),
    description: phrase('AlexNet simplified for Fashion-MNIST: 1/40 of the multiplications, at half the image size; 91.1 % after 10 epochs, in 7 minutes on two cores.'),
    spec: { ...withMomentum('alexnet-small', { learningRate: 0.02, weightDecay: 5e-4 }), schedule: defaultSchedule('one-cycle') },
  },
  {
    name: 'fashionnet',
    title: 'FashionNet',
    description: phrase('Made for 28×28 images, with momentum, one cycle, label smoothing, flips and shifts; 94.0 % after 30 epochs, in 14 minutes on two cores.'),
    spec: {
      ...fashionnet,
      network: { ...fashionnet.network, dropout: 0.15 },
      schedule: defaultSchedule('one-cycle'),
      augmentation: { ...flips, cropPadding: 1 },
      labelSmoothing: 0.05,
      batchSize: 64,
      epochs: 30,
    },
  },
  {
    name: 'resnet-8',
    title: 'ResNet-8',
    description: phrase('Three residual blocks on 28×28 images, momentum, one cycle of the learning rate, flips; 92.4 % after 10 epochs, in 5 minutes on two cores.'),
    spec: {
      ...withMomentum('resnet-8', { learningRate: 0.1, weightDecay: 1e-4 }),
      schedule: defaultSchedule('one-cycle'),
      augmentation: flips,
    },
  },
  {
    name: 'resnet-20',
    title: 'ResNet-20',
    description: phrase('Nine residual blocks, as published for CIFAR-10, on 28×28 images; momentum, one cycle of the learning rate, flips; 93.4 % in 39 minutes on two cores beside other work.'),
    spec: {
      ...withMomentum('resnet-20', { learningRate: 0.1, weightDecay: 1e-4 }),
      schedule: defaultSchedule('one-cycle'),
      augmentation: flips,
    },
  },
]
