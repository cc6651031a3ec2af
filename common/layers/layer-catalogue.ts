// Every kind of layer as the editor of networks offers it: its title, a sentence on what it does, its attributes, and the record of a new one.
import { phrase } from '@language/phrase'
import { layerSchema, type LayerInput, type LayerKind, type LayerRecord, type RecordOf } from '@contract/models/layers/layer'

/** Groups of the list of new layers, in its order. */
export const layerGroups = ['convolution', 'linear', 'activation', 'pooling', 'normalisation', 'dropout', 'shape', 'crafted', 'block'] as const
export type LayerGroup = (typeof layerGroups)[number]

/** Headings of the groups. */
export const layerGroupWords: Readonly<Record<LayerGroup, string>> = {
  convolution: phrase('Convolutions'),
  linear: phrase('Fully connected'),
  activation: phrase('Activations'),
  pooling: phrase('Pooling'),
  normalisation: phrase('Normalisation'),
  dropout: phrase('Dropout'),
  shape: phrase('Shape'),
  crafted: phrase('Crafted features'),
  block: phrase('Blocks'),
}

/** How an attribute is written: the control of the editor, and how its text is read. */
export type AttributeControl =
  | { readonly kind: 'count' | 'sizes' | 'paddings' | 'number' | 'switch' }
  | { readonly kind: 'choice'; readonly names: readonly string[] }

export type Attribute = AttributeControl & {
  readonly label: string
  /** What it does, in a sentence or two. */
  readonly help: string
  /** Text in the empty field of an attribute that may be left out. */
  readonly whenLeftOut?: string
}

/** The fields of a record that hold layers: the editor shows them as lists. */
type Nested = 'layers' | 'shortcut' | 'branches'
type AttributesOf<Kind extends LayerKind> = Readonly<Record<Exclude<keyof RecordOf<Kind>, 'layer' | Nested>, Attribute>>

export interface CatalogueEntry<Kind extends LayerKind = LayerKind> {
  readonly title: string
  readonly group: LayerGroup
  /** What the layer does, in one sentence. */
  readonly sentence: string
  /** Further words by which the search finds the layer; a translation keeps the English ones, too. */
  readonly alsoCalled: string
  readonly attributes: AttributesOf<Kind>
  /** The record of a new layer. */
  readonly fresh: LayerInput
}

const channels: Attribute = { kind: 'count', label: phrase('Channels'), help: phrase('Feature maps of the output. AlexNet’s first convolution has 96.') }
const kernel: Attribute = { kind: 'sizes', label: phrase('Kernel'), help: phrase('Height and width of the window in pixels: 3, or 3×5 where they differ.') }
const stride: Attribute = { kind: 'sizes', label: phrase('Stride'), help: phrase('Pixels from one window to the next: 2 halves height and width.') }
const padding: Attribute = { kind: 'paddings', label: phrase('Padding'), help: phrase('Rows and columns added at the edges: 1 on all sides, 1×2 for height and width, or 0, 1, 2, 3 for top, left, bottom, right.') }
const dilation: Attribute = { kind: 'sizes', label: phrase('Dilation'), help: phrase('Distance of the pixels within a window: 2 leaves out every other one.') }
const groups: Attribute = { kind: 'count', label: phrase('Groups'), help: phrase('Groups of channels: each group of the output depends only on its own group of the input. As many groups as channels make a depthwise convolution.') }
const bias: Attribute = { kind: 'switch', label: phrase('Bias'), help: phrase('Whether a number that is learnt is added to each output. A batch normalisation behind makes it superfluous.') }
const initialBias: Attribute = { kind: 'number', label: phrase('First bias'), help: phrase('What the biases begin as. AlexNet of 2012 begins some with 1.'), whenLeftOut: phrase('as the initialiser says') }
const eps: Attribute = { kind: 'number', label: phrase('Epsilon'), help: phrase('Is added to the variance, so that nothing is divided by zero.') }
const affine: Attribute = { kind: 'switch', label: phrase('Scale and shift'), help: phrase('Whether the normalised values are scaled and shifted by numbers that are learnt.') }
const ceilMode: Attribute = { kind: 'switch', label: phrase('Round up'), help: phrase('Whether a last window may reach beyond the padded image.') }
const windowStride: Attribute = { ...stride, whenLeftOut: phrase('as the kernel') }
const outputSize: Attribute = { kind: 'sizes', label: phrase('Output size'), help: phrase('Height and width of the output in pixels: 1, or 6×4.') }
const share: Attribute = { kind: 'number', label: phrase('Probability'), help: phrase('Share of the units that are set to zero in each training step: from 0 to below 1. The book uses 0.5.') }

const gamma: Attribute = { kind: 'number', label: phrase('Gamma'), help: phrase('Of the kernel exp(−gamma · distance²): the larger, the closer two images must be to count as alike.') }

const convolution = { channels, kernel, stride, padding, dilation, groups, bias, initialBias }
const window = { kernel, stride: windowStride, padding, ceilMode }

/** The entry of a layer without attributes, as most activations are. */
const plain = (layer: PlainKind, title: string, sentence: string, alsoCalled = '') =>
  ({ title, group: 'activation', sentence, alsoCalled, attributes: {}, fresh: { layer } }) as const

/** Kinds of which nothing can be said but their name. */
type PlainKind = { [Kind in LayerKind]: Exclude<keyof RecordOf<Kind>, 'layer'> extends never ? Kind : never }[LayerKind]

export const layerCatalogue: { readonly [Kind in LayerKind]: CatalogueEntry<Kind> } = {
  conv2d: {
    title: phrase('Convolution'),
    group: 'convolution',
    sentence: phrase('Slides small filters over the image; each makes one feature map.'),
    alsoCalled: phrase('conv depthwise grouped filter kernel'),
    attributes: convolution,
    fresh: { layer: 'conv2d', channels: 64, kernel: 3, padding: 1 },
  },
  convTranspose2d: {
    title: phrase('Transposed convolution'),
    group: 'convolution',
    sentence: phrase('Spreads each pixel over a window: makes images larger, as a convolution makes them smaller.'),
    alsoCalled: phrase('deconvolution upsampling fractionally strided'),
    attributes: { ...convolution, outputPadding: { kind: 'sizes', label: phrase('Output padding'), help: phrase('Rows at the bottom and columns at the right that are added to the output.') } },
    fresh: { layer: 'convTranspose2d', channels: 64, kernel: 2, stride: 2 },
  },
  linear: {
    title: phrase('Fully connected'),
    group: 'linear',
    sentence: phrase('Each output is a weighted sum of all inputs; the last one gives a number for each class.'),
    alsoCalled: phrase('linear dense fc gemm'),
    attributes: { features: { kind: 'count', label: phrase('Features'), help: phrase('Numbers that the layer gives for each image; in the last layer, the number of classes.') }, bias, initialBias },
    fresh: { layer: 'linear', features: 128 },
  },

  relu: plain('relu', 'ReLU', phrase('Keeps what is positive and makes the rest zero; the chapter’s activation.'), phrase('rectifier § found by')),
  sigmoid: plain('sigmoid', 'Sigmoid', phrase('Squeezes each value between 0 and 1; LeNet’s activation, with vanishing gradients at both ends.'), phrase('logistic § found by')),
  tanh: plain('tanh', 'Tanh', phrase('Squeezes each value between −1 and 1.'), phrase('hyperbolic tangent')),
  leakyRelu: {
    title: phrase('Leaky ReLU'),
    group: 'activation',
    sentence: phrase('ReLU that lets a small share of negative values through, so that no unit dies.'),
    alsoCalled: phrase('rectifier § found by'),
    attributes: { negativeSlope: { kind: 'number', label: phrase('Negative slope'), help: phrase('The factor by which negative values are multiplied.') } },
    fresh: { layer: 'leakyRelu' },
  },
  prelu: {
    title: 'PReLU',
    group: 'activation',
    sentence: phrase('Leaky ReLU whose negative slope is learnt.'),
    alsoCalled: phrase('parametric rectifier'),
    attributes: {
      perChannel: { kind: 'switch', label: phrase('By channel'), help: phrase('Whether each channel learns a slope of its own.') },
      init: { kind: 'number', label: phrase('First slope'), help: phrase('What the slope begins as.') },
    },
    fresh: { layer: 'prelu' },
  },
  relu6: plain('relu6', 'ReLU6', phrase('ReLU cut off at 6; MobileNet’s activation.'), phrase('clip § found by')),
  hardtanh: {
    title: phrase('Hard tanh'),
    group: 'activation',
    sentence: phrase('Cuts values off below and above.'),
    alsoCalled: phrase('clip clamp'),
    attributes: {
      minVal: { kind: 'number', label: phrase('Lowest'), help: phrase('What smaller values become.') },
      maxVal: { kind: 'number', label: phrase('Highest'), help: phrase('What larger values become.') },
    },
    fresh: { layer: 'hardtanh' },
  },
  elu: {
    title: 'ELU',
    group: 'activation',
    sentence: phrase('Keeps positive values; negative ones run smoothly towards −alpha.'),
    alsoCalled: phrase('exponential linear unit'),
    attributes: { alpha: { kind: 'number', label: phrase('Alpha'), help: phrase('Negative values end at minus this number.') } },
    fresh: { layer: 'elu' },
  },
  selu: plain('selu', 'SELU', phrase('ELU scaled so that activations keep mean 0 and variance 1 through many layers.'), phrase('self-normalising § found by')),
  gelu: {
    title: 'GELU',
    group: 'activation',
    sentence: phrase('Multiplies each value by the normal distribution up to it: a smooth ReLU.'),
    alsoCalled: phrase('gaussian error linear unit'),
    attributes: { approximate: { kind: 'choice', names: ['none', 'tanh'], label: phrase('Approximation'), help: phrase('Whether the normal distribution is computed by tanh.') } },
    fresh: { layer: 'gelu' },
  },
  silu: plain('silu', 'SiLU', phrase('Multiplies each value by its sigmoid: a smooth ReLU.'), 'swish'),
  mish: plain('mish', 'Mish', phrase('Multiplies each value by the tanh of its softplus.')),
  softplus: plain('softplus', 'Softplus', phrase('log(1 + exp(x)): a ReLU without a corner.')),
  hardsigmoid: plain('hardsigmoid', phrase('Hard sigmoid'), phrase('Three straight lines in place of the sigmoid.')),
  hardswish: plain('hardswish', phrase('Hard swish'), phrase('Multiplies each value by its hard sigmoid; MobileNet V3’s activation.')),
  softmax: plain('softmax', 'Softmax', phrase('Turns numbers into shares that sum to 1. Not for the last layer: the loss applies it itself.'), phrase('probabilities § found by')),
  logSoftmax: plain('logSoftmax', 'Log-softmax', phrase('The logarithm of the softmax.'), phrase('log probabilities')),

  maxPool2d: {
    title: phrase('Max-pooling'),
    group: 'pooling',
    sentence: phrase('Keeps the largest value of each window.'),
    alsoCalled: phrase('subsampling § found by'),
    attributes: { ...window, dilation },
    fresh: { layer: 'maxPool2d', kernel: 2 },
  },
  avgPool2d: {
    title: phrase('Average pooling'),
    group: 'pooling',
    sentence: phrase('Takes the mean of each window.'),
    alsoCalled: phrase('mean subsampling'),
    attributes: { ...window, countIncludePad: { kind: 'switch', label: phrase('Count padding'), help: phrase('Whether the zeros at the edges count in the mean.') } },
    fresh: { layer: 'avgPool2d', kernel: 2 },
  },
  adaptiveMaxPool2d: {
    title: phrase('Max-pooling to a size'),
    group: 'pooling',
    sentence: phrase('Max-pooling whose windows are chosen so that the output has a given size.'),
    alsoCalled: phrase('adaptive § found by'),
    attributes: { output: outputSize },
    fresh: { layer: 'adaptiveMaxPool2d', output: 1 },
  },
  adaptiveAvgPool2d: {
    title: phrase('Average pooling to a size'),
    group: 'pooling',
    sentence: phrase('Average pooling whose windows are chosen so that the output has a given size.'),
    alsoCalled: phrase('adaptive mean'),
    attributes: { output: outputSize },
    fresh: { layer: 'adaptiveAvgPool2d', output: 1 },
  },
  globalMaxPool2d: { ...plain('globalMaxPool2d', phrase('Global max-pooling'), phrase('Keeps the largest value of each feature map.'), phrase('max § found by')), group: 'pooling' },
  globalAvgPool2d: { ...plain('globalAvgPool2d', phrase('Global average pooling'), phrase('Takes the mean of each feature map: NiN and ResNet end so, without large fully connected layers.'), phrase('mean gap')), group: 'pooling' },

  batchNorm: {
    title: phrase('Batch normalisation'),
    group: 'normalisation',
    sentence: phrase('Brings each channel to mean 0 and variance 1 over the batch, then scales and shifts it.'),
    alsoCalled: phrase('bn normalization'),
    attributes: { eps, momentum: { kind: 'number', label: phrase('Momentum'), help: phrase('Share by which each batch moves the averages that are used after training: from 0 to below 1.') } },
    fresh: { layer: 'batchNorm' },
  },
  groupNorm: {
    title: phrase('Group normalisation'),
    group: 'normalisation',
    sentence: phrase('Brings groups of channels of each image to mean 0 and variance 1; does not depend on the batch.'),
    alsoCalled: phrase('gn normalization instance'),
    attributes: { groups: { ...groups, help: phrase('Groups into which the channels fall; their number must divide the channels.') }, eps, affine },
    fresh: { layer: 'groupNorm', groups: 8 },
  },
  layerNorm: {
    title: phrase('Layer normalisation'),
    group: 'normalisation',
    sentence: phrase('Brings all values of each image to mean 0 and variance 1.'),
    alsoCalled: phrase('ln normalization'),
    attributes: { eps, affine },
    fresh: { layer: 'layerNorm' },
  },
  localResponseNorm: {
    title: phrase('Local response normalisation'),
    group: 'normalisation',
    sentence: phrase('Divides each value by the strength of its neighbouring channels; used by AlexNet of 2012.'),
    alsoCalled: phrase('lrn normalization'),
    attributes: {
      size: { kind: 'count', label: phrase('Channels'), help: phrase('Neighbouring channels that are summed over, an odd number. AlexNet of 2012 has 5.') },
      alpha: { kind: 'number', label: phrase('Alpha'), help: phrase('How much the neighbours count.') },
      beta: { kind: 'number', label: phrase('Beta'), help: phrase('Exponent of the sum.') },
      k: { kind: 'number', label: 'k', help: phrase('Is added to the sum. AlexNet of 2012 has 2.') },
    },
    fresh: { layer: 'localResponseNorm', size: 5 },
  },

  dropout: {
    title: phrase('Dropout'),
    group: 'dropout',
    sentence: phrase('Sets units to zero at random while training, so that none relies on another; AlexNet’s guard against overfitting.'),
    alsoCalled: phrase('regularisation § found by'),
    attributes: { p: share },
    fresh: { layer: 'dropout' },
  },
  dropout2d: {
    title: phrase('Dropout of channels'),
    group: 'dropout',
    sentence: phrase('Sets whole feature maps to zero at random while training.'),
    alsoCalled: phrase('spatial dropout2d'),
    attributes: { p: share },
    fresh: { layer: 'dropout2d' },
  },

  flatten: { ...plain('flatten', phrase('Flatten'), phrase('Lays the feature maps of an image out as one row of numbers, for fully connected layers.'), phrase('reshape § found by')), group: 'shape' },
  upsample: {
    title: phrase('Upsample'),
    group: 'shape',
    sentence: phrase('Enlarges images by a whole factor.'),
    alsoCalled: phrase('resize interpolate'),
    attributes: {
      scale: { kind: 'sizes', label: phrase('Factor'), help: phrase('The factor by which height and width grow: 2, or 2×3.') },
      mode: { kind: 'choice', names: ['nearest', 'bilinear'], label: phrase('Mode'), help: phrase('Whether pixels are repeated or interpolated.') },
    },
    fresh: { layer: 'upsample', scale: 2 },
  },
  multiply: {
    title: phrase('Multiply'),
    group: 'shape',
    sentence: phrase('Multiplies each value by a constant.'),
    alsoCalled: phrase('scale § found by'),
    attributes: { factor: { kind: 'number', label: phrase('Factor'), help: phrase('The number by which each value is multiplied.') } },
    fresh: { layer: 'multiply', factor: 0.5 },
  },
  subsample: {
    title: phrase('Subsample'),
    group: 'shape',
    sentence: phrase('Keeps every n-th pixel of every n-th row, without weights: the shortcut of ResNet-20.'),
    alsoCalled: phrase('stride slice'),
    attributes: { stride: { kind: 'count', label: phrase('Stride'), help: phrase('Distance of the pixels that are kept: 2 keeps every other one.') } },
    fresh: { layer: 'subsample', stride: 2 },
  },
  padChannels: {
    title: phrase('Pad channels'),
    group: 'shape',
    sentence: phrase('Adds channels of zeros until there are so many: the shortcut of ResNet-20.'),
    alsoCalled: phrase('zero padding'),
    attributes: { channels: { ...channels, help: phrase('Channels of the output.') } },
    fresh: { layer: 'padChannels', channels: 128 },
  },

  hog: {
    title: 'HOG',
    group: 'crafted',
    sentence: phrase('Counts in small cells how strong the edges of each direction are; nothing in it is learnt. The best feature for shapes before 2012.'),
    alsoCalled: phrase('histograms of oriented gradients dalal triggs edges'),
    attributes: {
      orientations: { kind: 'count', label: phrase('Orientations'), help: phrase('Bins into which 180 degrees fall. Dalal and Triggs have 9.') },
      pixelsPerCell: { kind: 'sizes', label: phrase('Cell'), help: phrase('Height and width in pixels of the cells in which edges are counted.') },
      cellsPerBlock: { kind: 'sizes', label: phrase('Block'), help: phrase('Height and width in cells of the blocks that are normalised together. Blocks overlap: each cell begins one.') },
      blockNorm: { kind: 'choice', names: ['L1', 'L1-sqrt', 'L2', 'L2-Hys'], label: phrase('Norm'), help: phrase('How a block is normalised. L2-Hys cuts values off at 0.2 and divides by the length once more.') },
    },
    fresh: { layer: 'hog', pixelsPerCell: 4, cellsPerBlock: 2 },
  },
  visualWords: {
    title: phrase('Visual words'),
    group: 'crafted',
    sentence: phrase('Describes many small patches by SIFT and counts which words of a codebook they are; the codebook is found by k-means before training.'),
    alsoCalled: phrase('bag of words bow sift codebook spatial pyramid'),
    attributes: {
      words: { kind: 'count', label: phrase('Words'), help: phrase('Words of the codebook: centres of the descriptors of training images.') },
      step: { kind: 'count', label: phrase('Step'), help: phrase('Pixels from one descriptor to the next.') },
      binSize: { kind: 'count', label: phrase('Bin'), help: phrase('Edge in pixels of the 4×4 bins that a descriptor is made of.') },
      pyramid: { kind: 'switch', label: phrase('Pyramid'), help: phrase('Whether each quarter of the image has a histogram of its own, beside that of the whole.') },
    },
    fresh: { layer: 'visualWords' },
  },
  fourierFeatures: {
    title: phrase('Random Fourier features'),
    group: 'crafted',
    sentence: phrase('Cosines of random projections, whose products approximate an RBF kernel: a linear layer behind them is a kernel machine.'),
    alsoCalled: phrase('rbf kernel svm rahimi recht sampler'),
    attributes: {
      components: { kind: 'count', label: phrase('Components'), help: phrase('Features that are drawn: the more, the closer to the kernel.') },
      gamma,
    },
    fresh: { layer: 'fourierFeatures', components: 1000, gamma: 0.01 },
  },
  nystroem: {
    title: phrase('Nyström features'),
    group: 'crafted',
    sentence: phrase('Likeness to some training images by an RBF kernel, made independent of each other: a linear layer behind them is a kernel machine.'),
    alsoCalled: phrase('rbf kernel svm nystrom nystroem landmarks'),
    attributes: {
      components: { kind: 'count', label: phrase('Landmarks'), help: phrase('Training images that every image is compared with.') },
      gamma,
    },
    fresh: { layer: 'nystroem', components: 300, gamma: 0.01 },
  },

  residual: {
    title: phrase('Residual block'),
    group: 'block',
    sentence: phrase('Adds what its layers compute to its input, or to what its shortcut computes of it; ResNet’s block.'),
    alsoCalled: phrase('skip connection shortcut resnet add'),
    attributes: {},
    fresh: { layer: 'residual', layers: [{ layer: 'relu' }] },
  },
  parallel: {
    title: phrase('Parallel branches'),
    group: 'block',
    sentence: phrase('Gives the same input to several branches and lays their channels side by side; GoogLeNet’s block.'),
    alsoCalled: phrase('inception concatenate branches'),
    attributes: {},
    fresh: { layer: 'parallel', branches: [[{ layer: 'relu' }], [{ layer: 'relu' }]] },
  },
}

/** A new layer of a kind, with all its fields. */
export function freshLayer(kind: LayerKind): LayerRecord {
  return layerSchema.parse(layerCatalogue[kind].fresh)
}

/** The attributes of a kind in the order of the editor. */
export function attributesOf(kind: LayerKind): readonly (readonly [string, Attribute])[] {
  return Object.entries(layerCatalogue[kind].attributes as Readonly<Record<string, Attribute>>)
}

const entries = Object.entries(layerCatalogue) as [LayerKind, CatalogueEntry][]

/** The kinds whose texts contain all words of a search, in the catalogue's order; all kinds for an empty search. */
export function findLayers(text: string): readonly LayerKind[] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '')
  return entries.flatMap(([kind, { title, group, sentence, alsoCalled }]) => {
    const text = `${kind} ${title} ${group} ${layerGroupWords[group]} ${sentence} ${alsoCalled}`.toLowerCase()
    return words.every((word) => text.includes(word)) ? [kind] : []
  })
}
