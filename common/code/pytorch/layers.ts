// Every kind of layer in PyTorch.
import { padsOf, pairOf, type Pair, type Sides } from '@common/layers/geometry'
import type { SimpleKind } from '@contract/models/layers/layer'
import { item, joined, type BlockWriters, type LayerToWrite, type LayerWriter, type LayerWriters } from '../layer-writer'
import { atom, call, layers, named, type Argument, type LayerItem } from '../python/expression'
import { isNothing, isSymmetric, oneOrPair, poolingWindow } from '../windows'

const inChannels = (channels: number | undefined): Argument => ({ value: atom(channels ?? 0, 'in_channels') })
const outChannels = (channels: number | undefined): Argument => ({ value: atom(channels ?? 0, 'channels') })
const sizes = (argument: string, pair: Pair, standard?: number): Argument => named(argument, atom(oneOrPair(pair), argument), standard)
const numbers = (argument: string, value: number, standard?: number): Argument => named(argument, value, standard)

/** PyTorch pads from the last axis on: left, right, top, bottom. */
const lastAxisFirst = ([top, left, bottom, right]: Sides) => atom([left, right, top, bottom], 'padding')
const padded = (pads: Sides, by: number): LayerItem =>
  item(by === 0 ? call('nn.ZeroPad2d', lastAxisFirst(pads)) : call('nn.ConstantPad2d', lastAxisFirst(pads), { value: { type: 'name', text: 'float("-inf")' } }))

const conv2d: LayerWriter<'conv2d'> = ({ record, input }) => {
  const { channels, kernel, stride, padding, dilation, groups, bias } = record
  const pads = padsOf(padding)
  const [vertical, horizontal] = isSymmetric(pads) ? pads : [0, 0]
  const convolution = call(
    'nn.Conv2d',
    inChannels(input[0]),
    outChannels(channels),
    sizes('kernel_size', pairOf(kernel)),
    sizes('stride', pairOf(stride), 1),
    sizes('padding', [vertical, horizontal], 0),
    sizes('dilation', pairOf(dilation), 1),
    numbers('groups', groups, 1),
    named('bias', bias, true),
  )
  return [...(isSymmetric(pads) ? [] : [padded(pads, 0)]), item(convolution)]
}

/** PyTorch takes equal pixels away on both sides; where more are to go on one side, what is left too much is cut off behind. */
const convTranspose2d: LayerWriter<'convTranspose2d'> = ({ record, input }) => {
  const { channels, kernel, stride, padding, dilation, groups, bias, outputPadding } = record
  const [top, left, bottom, right] = padsOf(padding)
  const both: Pair = [Math.min(top, bottom), Math.min(left, right)]
  const rest: Sides = [top - both[0], left - both[1], bottom - both[0], right - both[1]]
  const convolution = call(
    'nn.ConvTranspose2d',
    inChannels(input[0]),
    outChannels(channels),
    sizes('kernel_size', pairOf(kernel)),
    sizes('stride', pairOf(stride), 1),
    sizes('padding', both, 0),
    sizes('output_padding', pairOf(outputPadding), 0),
    numbers('groups', groups, 1),
    named('bias', bias, true),
    sizes('dilation', pairOf(dilation), 1),
  )
  const cut = rest.map((pixels) => -pixels) as [number, number, number, number]
  return [item(convolution), ...(isNothing(rest) ? [] : [padded(cut, 0)])]
}

const linear: LayerWriter<'linear'> = ({ record, input }) => [
  item(call('nn.Linear', { value: atom(input[0] ?? 0, 'in_channels') }, { value: atom(record.features, 'channels') }, named('bias', record.bias, true))),
]

const maxPool2d: LayerWriter<'maxPool2d'> = (layer) => {
  const { kernel, stride, dilation, pads, beyond } = poolingWindow(layer)
  const isEven = isSymmetric(pads)
  const [top, left, bottom, right] = pads
  const pool = call(
    'nn.MaxPool2d',
    sizes('kernel_size', kernel),
    ...(isSame(stride, kernel) ? [] : [sizes('stride', stride)]),
    sizes('padding', isEven ? [top, left] : [0, 0], 0),
    sizes('dilation', dilation, 1),
    named('ceil_mode', isEven && layer.record.ceilMode, false),
  )
  return [...(isEven ? [] : [padded([top, left, bottom + beyond[0], right + beyond[1]], -Infinity)]), item(pool)]
}

const avgPool2d: LayerWriter<'avgPool2d'> = (layer) => {
  const { kernel, stride, pads, beyond } = poolingWindow(layer)
  const { countIncludePad, ceilMode } = layer.record
  const [top, left] = pads
  const window = [sizes('kernel_size', kernel), ...(isSame(stride, kernel) ? [] : [sizes('stride', stride)])]
  if (isSymmetric(pads)) {
    return [item(call('nn.AvgPool2d', ...window, sizes('padding', [top, left], 0), named('ceil_mode', ceilMode, false), named('count_include_pad', countIncludePad, true)))]
  }
  if (countIncludePad && isNothing(beyond)) return [padded(pads, 0), item(call('nn.AvgPool2d', ...window))]
  return [item(call('AveragePool', sizes('kernel_size', kernel), sizes('stride', stride), named('padding', lastAxisFirst(pads)), named('beyond', [...beyond], [0, 0]), named('count_include_pad', countIncludePad)))]
}

const isSame = (one: Pair, other: Pair): boolean => one[0] === other[0] && one[1] === other[1]

const batchNorm: LayerWriter<'batchNorm'> = ({ record: { eps, momentum }, input }) => [
  joined(call(input.length === 1 ? 'nn.BatchNorm1d' : 'nn.BatchNorm2d', outChannels(input[0]), numbers('eps', eps, 1e-5), numbers('momentum', momentum, 0.1))),
]

/** The writer of an activation, which stands on the line of the layer before it. */
const activation =
  <Kind extends SimpleKind>(callee: string, args: (layer: LayerToWrite<Kind>) => readonly Argument[] = () => []): LayerWriter<Kind> =>
  (layer) => [joined(call(callee, ...args(layer)))]

export const pytorchLayers: LayerWriters = {
  conv2d,
  convTranspose2d,
  linear,
  maxPool2d,
  avgPool2d,
  adaptiveMaxPool2d: ({ record: { output } }) => [item(call('nn.AdaptiveMaxPool2d', atom(oneOrPair(pairOf(output)), 'output_size')))],
  adaptiveAvgPool2d: ({ record: { output } }) => [item(call('nn.AdaptiveAvgPool2d', atom(oneOrPair(pairOf(output)), 'output_size')))],
  globalMaxPool2d: () => [item(call('nn.AdaptiveMaxPool2d', atom(1, 'output_size')))],
  globalAvgPool2d: () => [item(call('nn.AdaptiveAvgPool2d', atom(1, 'output_size')))],
  batchNorm,
  groupNorm: ({ record: { groups, eps, affine }, input }) => [
    joined(call('nn.GroupNorm', { value: atom(groups, 'num_groups') }, outChannels(input[0]), numbers('eps', eps, 1e-5), named('affine', affine, true))),
  ],
  layerNorm: ({ record: { eps, affine }, input }) => [
    joined(call('nn.LayerNorm', { value: atom(input.length === 1 ? (input[0] ?? 0) : [...input], 'shape') }, numbers('eps', eps, 1e-5), named('elementwise_affine', affine, true))),
  ],
  localResponseNorm: ({ record: { size, alpha, beta, k } }) => [
    item(call('nn.LocalResponseNorm', named('size', size), numbers('alpha', alpha, 1e-4), numbers('beta', beta, 0.75), numbers('k', k, 1))),
  ],
  relu: activation('nn.ReLU'),
  relu6: activation('nn.ReLU6'),
  hardtanh: activation('nn.Hardtanh', ({ record }) => [numbers('min_val', record.minVal, -1), numbers('max_val', record.maxVal, 1)]),
  leakyRelu: activation('nn.LeakyReLU', ({ record }) => [numbers('negative_slope', record.negativeSlope, 0.01)]),
  prelu: activation('nn.PReLU', ({ record, input }) => [
    named('num_parameters', atom(record.perChannel ? (input[0] ?? 1) : 1, 'channels'), 1),
    numbers('init', record.init, 0.25),
  ]),
  elu: activation('nn.ELU', ({ record }) => [numbers('alpha', record.alpha, 1)]),
  selu: activation('nn.SELU'),
  gelu: activation('nn.GELU', ({ record }) => [named('approximate', record.approximate, 'none')]),
  silu: activation('nn.SiLU'),
  mish: activation('nn.Mish'),
  softplus: activation('nn.Softplus'),
  sigmoid: activation('nn.Sigmoid'),
  hardsigmoid: activation('nn.Hardsigmoid'),
  hardswish: activation('nn.Hardswish'),
  tanh: activation('nn.Tanh'),
  softmax: activation('nn.Softmax', () => [named('dim', 1)]),
  logSoftmax: activation('nn.LogSoftmax', () => [named('dim', 1)]),
  dropout: ({ record: { p } }) => [joined(call('nn.Dropout', { value: atom(p, 'p') }))],
  dropout2d: ({ record: { p } }) => [joined(call('nn.Dropout2d', { value: atom(p, 'p') }))],
  flatten: () => [item(call('nn.Flatten'))],
  upsample: ({ record: { scale, mode } }) => [item(call('nn.Upsample', named('scale_factor', atom(oneOrPair(pairOf(scale)), 'scale_factor')), named('mode', mode, 'nearest')))],
  multiply: ({ record: { factor } }) => [item(call('Multiply', { value: atom(factor, 'factor') }))],
  // Windows of one pixel: the pool keeps every `stride`-th one.
  subsample: ({ record: { stride } }) => [item(call('nn.MaxPool2d', numbers('kernel_size', 1), numbers('stride', stride)))],
  padChannels: ({ record: { channels }, input }) => {
    const missing = channels - (input[0] ?? 0)
    const before = Math.floor(missing / 2)
    return [item(call('nn.ZeroPad3d', { value: atom([0, 0, 0, 0, before, missing - before], 'channels_added') }))]
  },
}

export const pytorchBlocks: BlockWriters = {
  residual: (body, shortcut) => call('Residual', listOf(body), ...(shortcut.length > 0 ? [listOf(shortcut)] : [])),
  parallel: (branches) => call('Parallel', ...branches.map(listOf)),
}

const listOf = (items: readonly LayerItem[]): Argument => ({ value: layers(items) })
