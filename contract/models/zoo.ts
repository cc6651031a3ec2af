// The networks of the zoo: names, facts, and the choices of layers that each leaves.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import type { InitializerName } from './initializers'

export const modelNames = [
  'lenet',
  'lenet-relu',
  'alexnet',
  'alexnet-2012',
  'alexnet-small',
  'fashionnet',
  'vgg-11',
  'vgg-16',
  'nin',
  'googlenet',
  'resnet-8',
  'resnet-20',
  'resnet-18',
  'resnet-50',
  'mobilenet-v2',
  'pixels',
  'hog',
  'visual-words',
] as const
export const modelNameSchema = z.enum(modelNames)
export type ModelName = z.infer<typeof modelNameSchema>

export const activationNames = ['sigmoid', 'tanh', 'relu'] as const
export const activationSchema = z.enum(activationNames)
export type Activation = z.infer<typeof activationSchema>

export const poolingNames = ['average', 'max'] as const
export const poolingSchema = z.enum(poolingNames)
export type Pooling = z.infer<typeof poolingSchema>

/** The frameworks whose tabs of the book list the same network with small differences. */
export const bookTabs = ['pytorch', 'jax', 'mxnet', 'tensorflow'] as const
export const bookTabSchema = z.enum(bookTabs)
export type BookTab = z.infer<typeof bookTabSchema>

/** The kernel of a classifier of crafted features: none, or RBF by random Fourier features or by Nystroem's method. */
export const kernelNames = ['linear', 'fourier', 'nystroem'] as const
export const kernelSchema = z.enum(kernelNames)
export type Kernel = z.infer<typeof kernelSchema>

/** The choices of layers that a network may leave. */
export interface LayerChoices {
  /** Probability of dropping a unit behind each hidden fully connected layer; 0: no dropout layers. */
  readonly dropout: number
  readonly activation: Activation
  readonly pooling: Pooling
  readonly tab: BookTab
  readonly kernel: Kernel
}

/** The groups of networks. */
export type ModelFamily = 'LeNet' | 'AlexNet' | 'For 28×28 images' | 'Blocks and branches' | 'Residual networks' | 'Crafted features'

/** Headings under which choosers group networks. */
export const familyTitles: Readonly<Record<ModelFamily, string>> = {
  LeNet: 'LeNet',
  AlexNet: 'AlexNet',
  'For 28×28 images': phrase('For 28×28 images'),
  'Blocks and branches': phrase('Blocks and branches'),
  'Residual networks': phrase('Residual networks'),
  'Crafted features': phrase('Crafted features'),
}

export interface ModelInfo {
  readonly name: ModelName
  readonly family: ModelFamily
  /** Name in titles and sentences, e.g. `LeNet with ReLU`. */
  readonly title: string
  /** Its title in programs and among names that are taken, which is the same in every language; left out: `title` is. */
  readonly programTitle?: string
  /** One sentence for the chooser. */
  readonly description: string
  /** Edge in pixels of the square images that the network is made for. */
  readonly inputSize: number
  /** How its source draws the first weights. */
  readonly initializer: InitializerName
  /** The choices of layers that it leaves, each with its default; it ignores all others of {@link LayerChoices}. */
  readonly choices: Partial<LayerChoices>
}

/** Every network of the zoo, in the order in which choosers list them. */
export const models: readonly ModelInfo[] = [
  {
    name: 'lenet',
    family: 'LeNet',
    title: 'LeNet',
    description: phrase('LeNet-5 as the book has it: sigmoid activations and average pooling.'),
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { dropout: 0, activation: 'sigmoid', pooling: 'average' },
  },
  {
    name: 'lenet-relu',
    family: 'LeNet',
    title: phrase('LeNet with ReLU'),
    programTitle: 'LeNet with ReLU',
    description: phrase('LeNet-5 with ReLU and max-pooling in place of sigmoid and average pooling.'),
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { dropout: 0, activation: 'relu', pooling: 'max' },
  },
  {
    name: 'alexnet',
    family: 'AlexNet',
    title: 'AlexNet',
    description: phrase('AlexNet as the book has it: five convolutions, three fully connected layers, dropout.'),
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5, tab: 'pytorch' },
  },
  {
    name: 'alexnet-2012',
    family: 'AlexNet',
    title: phrase('AlexNet of 2012'),
    programTitle: 'AlexNet of 2012',
    description: phrase('AlexNet as published: in two halves for two GPUs, with local response normalisation.'),
    inputSize: 224,
    initializer: 'normal-0.01',
    choices: { dropout: 0.5 },
  },
  {
    name: 'alexnet-small',
    family: 'AlexNet',
    title: phrase('Small AlexNet'),
    programTitle: 'Small AlexNet',
    description: phrase("AlexNet simplified for Fashion-MNIST, as the book's exercise asks: half the image size, a third of the channels."),
    inputSize: 112,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5 },
  },
  {
    name: 'fashionnet',
    family: 'For 28×28 images',
    title: 'FashionNet',
    description: phrase("Four convolutions with batch normalisation, designed for Fashion-MNIST as the book's exercise asks."),
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: { dropout: 0.3 },
  },
  {
    name: 'vgg-11',
    family: 'Blocks and branches',
    title: 'VGG-11',
    description: phrase('Blocks of 3×3 convolutions, which double the channels; eight convolutions and three fully connected layers. Hours on a GPU.'),
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5 },
  },
  {
    name: 'vgg-16',
    family: 'Blocks and branches',
    title: 'VGG-16',
    description: phrase('VGG with thirteen convolutions, 138 million parameters with 1000 classes: to look at its cost rather than to train.'),
    inputSize: 224,
    initializer: 'kaiming-normal',
    choices: { dropout: 0.5 },
  },
  {
    name: 'nin',
    family: 'Blocks and branches',
    title: 'NiN',
    description: phrase('Network in network: 1×1 convolutions and a global mean in place of fully connected layers.'),
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: { dropout: 0.5 },
  },
  {
    name: 'googlenet',
    family: 'Blocks and branches',
    title: 'GoogLeNet',
    description: phrase('Nine blocks of parallel branches with kernels of 1, 3 and 5 pixels.'),
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: {},
  },
  {
    name: 'resnet-8',
    family: 'Residual networks',
    title: 'ResNet-8',
    description: phrase('Three residual blocks with batch normalisation, small enough for a CPU.'),
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: {},
  },
  {
    name: 'resnet-20',
    family: 'Residual networks',
    title: 'ResNet-20',
    description: phrase('Nine residual blocks with batch normalisation, as published for CIFAR-10.'),
    inputSize: 28,
    initializer: 'kaiming-normal',
    choices: {},
  },
  {
    name: 'resnet-18',
    family: 'Residual networks',
    title: 'ResNet-18',
    description: phrase('Eight residual blocks with batch normalisation, as the book has them.'),
    inputSize: 224,
    initializer: 'xavier-uniform',
    choices: {},
  },
  {
    name: 'resnet-50',
    family: 'Residual networks',
    title: 'ResNet-50',
    description: phrase("Sixteen bottleneck blocks, torchvision's: to look at its cost rather than to train."),
    inputSize: 224,
    initializer: 'kaiming-normal',
    choices: {},
  },
  {
    name: 'mobilenet-v2',
    family: 'Residual networks',
    title: 'MobileNet V2',
    description: phrase("Inverted residual blocks of depthwise convolutions, torchvision's: few parameters, few multiplications."),
    inputSize: 224,
    initializer: 'kaiming-normal',
    choices: { dropout: 0.2 },
  },
  {
    name: 'pixels',
    family: 'Crafted features',
    title: phrase('Raw pixels'),
    programTitle: 'Raw pixels',
    description: phrase('A linear or kernel classifier of the pixels as they are: what is left when nothing is known of images.'),
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { kernel: 'linear' },
  },
  {
    name: 'hog',
    family: 'Crafted features',
    title: 'HOG',
    description: phrase('A linear or kernel classifier of histograms of oriented gradients, the best features for shapes before 2012.'),
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { kernel: 'linear' },
  },
  {
    name: 'visual-words',
    family: 'Crafted features',
    title: phrase('Visual words'),
    programTitle: 'Visual words',
    description: phrase('A linear or kernel classifier of counted visual words: dense SIFT, a codebook by k-means, a spatial pyramid.'),
    inputSize: 28,
    initializer: 'xavier-uniform',
    choices: { kernel: 'linear' },
  },
]

/** The facts of one network by name. */
export function modelInfo(name: ModelName): ModelInfo {
  const info = models.find((model) => model.name === name)
  if (!info) throw new Error(`no model info for ${name}`)
  return info
}

/** The choices that are one of several names. */
export const choiceNames = ['activation', 'pooling', 'tab', 'kernel'] as const
export type ChoiceName = (typeof choiceNames)[number]

/** The choices by name, as people read them. */
export const choiceTitles: Readonly<Record<Activation | Pooling | BookTab | Kernel, string>> = {
  sigmoid: 'sigmoid',
  tanh: 'tanh',
  relu: 'ReLU',
  average: phrase('average pooling'),
  max: phrase('max-pooling'),
  pytorch: phrase('PyTorch tab'),
  jax: phrase('JAX tab'),
  mxnet: phrase('MXNet tab'),
  tensorflow: phrase('TensorFlow tab'),
  linear: phrase('linear'),
  fourier: phrase('RBF kernel by Fourier features'),
  nystroem: phrase('RBF kernel by Nyström'),
}
