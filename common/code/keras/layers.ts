// Every kind of layer in Keras, for images [N, height, width, channels].
import { padsOf, pairOf, type Pair, type Sides } from '@common/layers/geometry'
import type { Initialization } from '@contract/models/initializers'
import { needsChannelsFirst } from '../channels-last'
import { item, joined, type BlockWriters, type LayerToWrite, type LayerWriters } from '../layer-writer'
import { activationArgument, isMerged, type ActivationNames } from '../merged-activations'
import { atom, call, layers, named, text, type Argument, type Atom, type Expression, type LayerItem } from '../python/expression'
import type { Shapes } from '../shaped-layers'
import { adaptiveWindow, isNothing, oneOrPair, poolingWindow } from '../windows'
import { weighted } from './initialization'

const sizes = (argument: string, pair: Pair, standard?: Atom): Argument => named(argument, atom(oneOrPair(pair), argument), standard)

/** Keras writes the sides by axis: ((top, bottom), (left, right)). */
const byAxis = ([top, left, bottom, right]: Sides): Atom => [[top, bottom], [left, right]]
const spreadOver = ([top, left, bottom, right]: Sides): Atom => (top === bottom && left === right ? oneOrPair([top, left]) : byAxis([top, left, bottom, right]))
const zeroPadding = (pads: Sides): LayerItem => item(call('layers.ZeroPadding2D', atom(spreadOver(pads), 'padding')))

/** A window that slides over images. */
interface SlidingWindow {
  readonly kernel: Pair
  readonly stride: Pair
  readonly dilation: Pair
  readonly pads: Sides
}

/** Whether TensorFlow's padding \`same\` puts just these pixels around an image. */
function isSame({ kernel, stride, dilation, pads: [top, left, bottom, right] }: SlidingWindow, input: readonly number[], output: readonly number[]): boolean {
  const sides = [[top, bottom], [left, right]] as const
  return ([0, 1] as const).every((axis) => {
    const [size, outputs] = [input[axis + 1] ?? 1, Math.ceil((input[axis + 1] ?? 1) / stride[axis])]
    const total = Math.max(0, (outputs - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1 - size)
    return output[axis + 1] === outputs && sides[axis][0] === Math.floor(total / 2) && sides[axis][0] + sides[axis][1] >= total
  })
}

/** Every `stride`-th pixel of every `stride`-th row: a pool over single pixels. */
const everyNth = (stride: Pair): LayerItem => item(call('layers.MaxPooling2D', named('pool_size', 1), sizes('strides', stride)))

function conv2d(initialization: Initialization, layer: LayerToWrite<'conv2d'>): readonly LayerItem[] {
  const { record, input, output } = layer
  const window = { kernel: pairOf(record.kernel), stride: pairOf(record.stride), dilation: pairOf(record.dilation), pads: padsOf(record.padding) }
  const { kernel, stride, dilation, pads } = window
  // Keras has no convolution that both strides and dilates.
  const isBoth = stride.some((step) => step > 1) && dilation.some((step) => step > 1)
  const same = !isBoth && !isNothing(pads) && isSame(window, input, output)
  const args = [
    sizes('kernel_size', kernel),
    sizes('strides', isBoth ? [1, 1] : stride, 1),
    named('padding', same ? 'same' : 'valid', 'valid'),
    sizes('dilation_rate', dilation, 1),
    named('groups', record.groups, 1),
    ...activationArgument(layer, activationNames),
  ]
  const convolution = weighted(initialization, 'layers.Conv2D', record, input, args, record.groups === 1 || initialization.initializer !== 'xavier-uniform')
  return [...(same || isNothing(pads) ? [] : [zeroPadding(pads)]), item(convolution), ...(isBoth ? [everyNth(stride)] : [])]
}

function convTranspose2d(initialization: Initialization, layer: LayerToWrite<'convTranspose2d'>): readonly LayerItem[] {
  const { record, input, output } = layer
  const [kernel, stride, dilation] = [pairOf(record.kernel), pairOf(record.stride), pairOf(record.dilation)]
  const [top, left] = padsOf(record.padding)
  // Keras gives all that the kernel reaches, and zeros behind it where the stride is longer; what is not wanted is cut off.
  const given = ([0, 1] as const).map((axis) => (input[axis + 1] ?? 1) * stride[axis] + Math.max(0, (kernel[axis] - 1) * dilation[axis] + 1 - stride[axis]))
  const rest: Sides = [top, left, (given[0] ?? 0) - top - (output[1] ?? 0), (given[1] ?? 0) - left - (output[2] ?? 0)]
  const isPlain = record.groups === 1 && (isOne(stride) || isOne(dilation)) && rest.every((pixels) => pixels >= 0)
  if (!isPlain) return transposedByConvolution(initialization, layer)
  const args = [sizes('kernel_size', kernel), sizes('strides', stride, 1), sizes('dilation_rate', dilation, 1), ...activationArgument(layer, activationNames)]
  return [item(weighted(initialization, 'layers.Conv2DTranspose', record, input, args)), ...(isNothing(rest) ? [] : [item(call('layers.Cropping2D', atom(spreadOver(rest), 'cropping')))])]
}

const isOne = (pair: Pair): boolean => pair.every((step) => step === 1)

/** A transposed convolution as what it is: a convolution, with its kernel turned, over images with zeros between their pixels and around them. */
function transposedByConvolution(initialization: Initialization, layer: LayerToWrite<'convTranspose2d'>): readonly LayerItem[] {
  const { record, input } = layer
  const [kernel, stride, dilation, extra] = [pairOf(record.kernel), pairOf(record.stride), pairOf(record.dilation), pairOf(record.outputPadding)]
  const [top, left, bottom, right] = padsOf(record.padding)
  const reach = [(kernel[0] - 1) * dilation[0], (kernel[1] - 1) * dilation[1]] as const
  const pads: Sides = [reach[0] - top, reach[1] - left, reach[0] - bottom + extra[0], reach[1] - right + extra[1]]
  const [more, fewer] = [pads.map((pixels) => Math.max(0, pixels)), pads.map((pixels) => Math.max(0, -pixels))] as unknown as readonly [Sides, Sides]
  const args = [sizes('kernel_size', kernel), sizes('dilation_rate', dilation, 1), named('groups', record.groups, 1), ...activationArgument(layer, activationNames)]
  return [
    ...(isOne(stride) ? [] : [item(call('InsertZeros', named('strides', [...stride])), 'A transposed convolution of a kind that Keras lacks.')]),
    ...(isNothing(more) ? [] : [zeroPadding(more)]),
    ...(isNothing(fewer) ? [] : [item(call('layers.Cropping2D', atom(spreadOver(fewer), 'cropping')))]),
    item(weighted(initialization, 'layers.Conv2D', record, input, args, false)),
  ]
}

function maxPool2d(layer: LayerToWrite<'maxPool2d'>): readonly LayerItem[] {
  const window = poolingWindow(layer)
  const { kernel, stride, dilation, pads: [top, left, bottom, right], beyond } = window
  const pads: Sides = [top, left, bottom + beyond[0], right + beyond[1]]
  if (!isOne(dilation)) {
    return [item(call('DilatedMaxPool', named('pool_size', [...kernel]), named('strides', [...stride]), named('dilation', [...dilation]), named('padding', byAxis(pads))))]
  }
  const plain = [sizes('pool_size', kernel), ...(isEqual(kernel, stride) ? [] : [sizes('strides', stride)])]
  if (isNothing(pads)) return [item(call('layers.MaxPooling2D', ...plain))]
  if (isSame({ ...window, pads }, layer.input, layer.output)) return [item(call('layers.MaxPooling2D', ...plain, named('padding', 'same')))]
  return [item(call('MaxPool', sizes('pool_size', kernel), sizes('strides', stride), named('padding', byAxis(pads))))]
}

function avgPool2d(layer: LayerToWrite<'avgPool2d'>): readonly LayerItem[] {
  const window = poolingWindow(layer)
  const { kernel, stride, pads, beyond } = window
  const { countIncludePad } = layer.record
  const plain = call('layers.AveragePooling2D', sizes('pool_size', kernel), ...(isEqual(kernel, stride) ? [] : [sizes('strides', stride)]))
  if (isNothing(pads) && isNothing(beyond)) return [item(plain)]
  if (countIncludePad && isNothing(beyond)) return [zeroPadding(pads), item(plain)]
  return [
    item(call('AveragePool', sizes('pool_size', kernel), sizes('strides', stride), named('padding', byAxis(pads)), named('beyond', [...beyond], [0, 0]), named('count_include_pad', countIncludePad, true))),
  ]
}

const isEqual = (one: Pair, other: Pair): boolean => one[0] === other[0] && one[1] === other[1]

function adaptive(callee: string, layer: Shapes): readonly LayerItem[] {
  const { kernel, stride } = adaptiveWindow(layer)
  return [item(call(callee, sizes('pool_size', kernel), ...(isEqual(kernel, stride) ? [] : [sizes('strides', stride)])))]
}

/** The axes of one image's values. */
const axesOf = (input: readonly number[]): Atom => (input.length === 1 ? -1 : input.map((_, axis) => axis + 1))

const activation = (callee: string, ...args: readonly Argument[]): readonly LayerItem[] => [joined(call(callee, ...args))]

/** Activations by the names that Keras has for them. */
const activationNames = {
  relu: 'relu',
  relu6: 'relu6',
  selu: 'selu',
  silu: 'silu',
  mish: 'mish',
  softplus: 'softplus',
  sigmoid: 'sigmoid',
  hardsigmoid: 'hard_sigmoid',
  hardswish: 'hard_swish',
  tanh: 'tanh',
} as const satisfies ActivationNames

const byName = (words: string): readonly LayerItem[] => [joined(call('layers.Activation', atom(words, 'activation')))]
const ownActivation =
  (kind: keyof typeof activationNames) =>
  (layer: Pick<LayerToWrite<never>, 'before'>): readonly LayerItem[] => (isMerged(layer) ? [] : byName(activationNames[kind]))
const byFunction = (body: Expression): readonly LayerItem[] => [joined(call('layers.Activation', { type: 'lambda', body }))]

/** @param initialization as which layers with weights begin */
export const kerasLayers = (initialization: Initialization): LayerWriters => ({
  conv2d: (layer) => conv2d(initialization, layer),
  convTranspose2d: (layer) => convTranspose2d(initialization, layer),
  linear: (layer) => [item(weighted(initialization, 'layers.Dense', layer.record, layer.input, activationArgument(layer, activationNames)))],
  maxPool2d,
  avgPool2d,
  adaptiveMaxPool2d: (layer) => adaptive('layers.MaxPooling2D', layer),
  adaptiveAvgPool2d: (layer) => adaptive('layers.AveragePooling2D', layer),
  globalMaxPool2d: () => [item(call('layers.GlobalMaxPooling2D', named('keepdims', true)))],
  globalAvgPool2d: () => [item(call('layers.GlobalAveragePooling2D', named('keepdims', true)))],
  // Keras counts what stays of the running averages, PyTorch what is new.
  batchNorm: ({ record: { eps, momentum } }) => [joined(call('layers.BatchNormalization', named('momentum', oneMinus(momentum), 0.99), named('epsilon', eps, 1e-3)))],
  groupNorm: ({ record: { groups, eps, affine } }) => [
    joined(call('layers.GroupNormalization', named('groups', groups), named('epsilon', eps, 1e-3), named('center', affine, true), named('scale', affine, true))),
  ],
  layerNorm: ({ record: { eps, affine }, input }) => [
    joined(call('layers.LayerNormalization', named('axis', axesOf(input), -1), named('epsilon', eps, 1e-3), named('center', affine, true), named('scale', affine, true))),
  ],
  localResponseNorm: ({ record: { size, alpha, beta, k } }) => [item(call('LocalResponseNorm', named('size', size), named('alpha', alpha, 1e-4), named('beta', beta, 0.75), named('k', k, 1)))],
  relu: ownActivation('relu'),
  relu6: ownActivation('relu6'),
  hardtanh: ({ record: { minVal, maxVal } }) => byFunction(call('ops.clip', { value: { type: 'name', text: 'x' } }, atom(minVal, 'min_val'), atom(maxVal, 'max_val'))),
  leakyRelu: ({ record }) => activation('layers.LeakyReLU', named('negative_slope', record.negativeSlope, 0.3)),
  prelu: ({ record: { perChannel, init }, input }) => {
    const axes = input.slice(perChannel ? 1 : 0).map((_, axis) => axis + 1)
    return activation('layers.PReLU', named('alpha_initializer', call('keras.initializers.Constant', atom(init, 'init'))), ...(axes.length > 0 ? [named('shared_axes', axes)] : []))
  },
  elu: ({ record }) => activation('layers.ELU', named('alpha', record.alpha, 1)),
  selu: ownActivation('selu'),
  gelu: ({ record }) => (record.approximate === 'none' ? byName('gelu') : byFunction(text('keras.activations.gelu(x, approximate=True)'))),
  silu: ownActivation('silu'),
  mish: ownActivation('mish'),
  softplus: ownActivation('softplus'),
  sigmoid: ownActivation('sigmoid'),
  hardsigmoid: ownActivation('hardsigmoid'),
  hardswish: ownActivation('hardswish'),
  tanh: ownActivation('tanh'),
  softmax: () => byName('softmax'),
  logSoftmax: () => byName('log_softmax'),
  dropout: ({ record: { p } }) => [joined(call('layers.Dropout', atom(p, 'rate')))],
  dropout2d: ({ record: { p } }) => [joined(call('layers.SpatialDropout2D', atom(p, 'rate')))],
  flatten: (layer) => [
    ...(needsChannelsFirst(layer) ? [item(call('layers.Permute', atom([3, 1, 2], 'dims')), 'What follows looks at the order of the values: channels first.')] : []),
    item(call('layers.Flatten')),
  ],
  upsample: ({ record: { scale, mode } }) => [item(call('layers.UpSampling2D', named('size', [...pairOf(scale)]), named('interpolation', mode, 'nearest')))],
  multiply: ({ record: { factor } }) => [item(call('layers.Rescaling', atom(factor, 'scale')))],
  subsample: ({ record: { stride } }) => [everyNth([stride, stride])],
  padChannels: ({ record: { channels }, input }) => {
    const missing = channels - (input[0] ?? 0)
    const before = Math.floor(missing / 2)
    return [item(call('PadChannels', atom(before, 'zeros'), atom(missing - before, 'zeros')))]
  },
})

/** Without the digits by which floating-point numbers miss, as in 1 - 0.1. */
const oneMinus = (share: number): number => Number((1 - share).toPrecision(12))

export const kerasBlocks: BlockWriters = {
  residual: (body, shortcut) => call('Residual', listOf(body), ...(shortcut.length > 0 ? [listOf(shortcut)] : [])),
  parallel: (branches) => call('Parallel', ...branches.map(listOf)),
}

const listOf = (items: readonly LayerItem[]): Argument => ({ value: layers(items) })
