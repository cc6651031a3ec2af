// Every kind of layer in Flax (linen), for images [N, height, width, channels].
import { padsOf, pairOf, type Pair, type Sides } from '@common/layers/geometry'
import type { Initialization } from '@contract/models/initializers'
import { needsChannelsFirst } from '../channels-last'
import { item, joined, type BlockWriters, type LayerToWrite, type LayerWriters } from '../layer-writer'
import { atom, call, lambda, layers, name, named, text, type Argument, type Atom, type Expression, type LayerItem } from '../python/expression'
import type { Shapes } from '../shaped-layers'
import { adaptiveWindow, isNothing, oneOrPair, poolingWindow } from '../windows'
import { weighted } from './initialization'

const sizes = (argument: string, pair: Pair, standard?: Atom): Argument => named(argument, atom(oneOrPair(pair), argument), standard)
const pairs = (argument: string, pair: Pair): Argument => named(argument, atom([...pair], argument))
const byAxis = ([top, left, bottom, right]: Sides): Atom => [[top, bottom], [left, right]]
/** One number where all sides are alike. */
const sides = (pads: Sides): Argument => named('padding', atom(pads.every((pixels) => pixels === pads[0]) ? pads[0] : byAxis(pads), 'padding'))

const x = name('x')
const notTraining = text('not ', name('self.training', 'training'))

function conv2d(initialization: Initialization, { record, input }: LayerToWrite<'conv2d'>): readonly LayerItem[] {
  const kernel = pairOf(record.kernel)
  const args = [
    pairs('kernel_size', kernel),
    sizes('strides', pairOf(record.stride), 1),
    sides(padsOf(record.padding)),
    sizes('kernel_dilation', pairOf(record.dilation), 1),
    named('feature_group_count', atom(record.groups, 'groups'), 1),
  ]
  const kernelInputs = record.groups > 1 && initialization.initializer === 'xavier-uniform' ? ((input[0] ?? 1) / record.groups) * kernel[0] * kernel[1] : undefined
  return [item(weighted(initialization, 'Conv', record, input, args, kernelInputs))]
}

/** JAX pads the images with zeros between their pixels, over which the kernel then slides pixel by pixel. */
function convTranspose2d(initialization: Initialization, { record, input }: LayerToWrite<'convTranspose2d'>): readonly LayerItem[] {
  const [kernel, stride, dilation, extra] = [pairOf(record.kernel), pairOf(record.stride), pairOf(record.dilation), pairOf(record.outputPadding)]
  const [top, left, bottom, right] = padsOf(record.padding)
  const reach = [(kernel[0] - 1) * dilation[0], (kernel[1] - 1) * dilation[1]] as const
  const padding = sides([reach[0] - top, reach[1] - left, reach[0] - bottom + extra[0], reach[1] - right + extra[1]])
  const kernelInputs = ((input[0] ?? 1) / record.groups) * kernel[0] * kernel[1]
  const isOwn = initialization.initializer === 'xavier-uniform' && record.groups === 1
  if (record.groups === 1) {
    const args = [pairs('kernel_size', kernel), pairs('strides', stride), padding, sizes('kernel_dilation', dilation, 1)]
    return [item(weighted(initialization, 'ConvTranspose', record, input, args, isOwn ? undefined : kernelInputs))]
  }
  const args = [pairs('kernel_size', kernel), padding, sizes('input_dilation', stride, 1), sizes('kernel_dilation', dilation, 1), named('feature_group_count', atom(record.groups, 'groups'))]
  return [item(weighted(initialization, 'Conv', record, input, args, kernelInputs), 'A transposed convolution in groups.')]
}

function maxPool2d(layer: LayerToWrite<'maxPool2d'>): readonly LayerItem[] {
  const { kernel, stride, dilation, pads: [top, left, bottom, right], beyond } = poolingWindow(layer)
  const pads: Sides = [top, left, bottom + beyond[0], right + beyond[1]]
  const isDilated = dilation.some((step) => step > 1)
  if (isDilated) return [item(lambda(call('dilated_max_pool', x, ...window(kernel, stride), named('padding', byAxis(pads)), pairs('dilation', dilation))))]
  return [item(lambda(call('nn.max_pool', x, ...window(kernel, stride), ...(isNothing(pads) ? [] : [named('padding', byAxis(pads))]))))]
}

const window = (kernel: Pair, stride: Pair): readonly Argument[] => [{ value: atom([...kernel], 'window_shape') }, pairs('strides', stride)]

function avgPool2d(layer: LayerToWrite<'avgPool2d'>): readonly LayerItem[] {
  const { kernel, stride, pads, beyond } = poolingWindow(layer)
  const { countIncludePad } = layer.record
  if (!isNothing(beyond)) {
    return [item(lambda(call('average_pool', x, ...window(kernel, stride), named('padding', byAxis(pads)), named('beyond', [...beyond]), named('count_include_pad', countIncludePad, true))))]
  }
  return [item(lambda(call('nn.avg_pool', x, ...window(kernel, stride), ...(isNothing(pads) ? [] : [named('padding', byAxis(pads)), named('count_include_pad', countIncludePad, true)]))))]
}

function adaptive(callee: string, layer: Shapes): readonly LayerItem[] {
  const { kernel, stride } = adaptiveWindow(layer)
  return [item(lambda(call(callee, x, ...window(kernel, stride))))]
}

const allAxes = (input: readonly number[]): Atom => input.map((_, axis) => axis + 1)

const activation = (callee: string): readonly LayerItem[] => [joined(name(callee))]
const byFunction = (body: Expression): readonly LayerItem[] => [joined(lambda(body))]

/** @param initialization as which layers with weights begin */
export const flaxLayers = (initialization: Initialization): LayerWriters => ({
  conv2d: (layer) => conv2d(initialization, layer),
  convTranspose2d: (layer) => convTranspose2d(initialization, layer),
  linear: ({ record, input }) => [item(weighted(initialization, 'Dense', record, input, []))],
  maxPool2d,
  avgPool2d,
  adaptiveMaxPool2d: (layer) => adaptive('nn.max_pool', layer),
  adaptiveAvgPool2d: (layer) => adaptive('nn.avg_pool', layer),
  globalMaxPool2d: () => [item(lambda(text('x.max(axis=(1, 2), keepdims=True)')))],
  globalAvgPool2d: () => [item(lambda(text('x.mean(axis=(1, 2), keepdims=True)')))],
  // Flax counts what stays of the running averages, PyTorch what is new.
  batchNorm: ({ record: { eps, momentum } }) => [
    joined(call('nn.BatchNorm', named('use_running_average', notTraining), named('momentum', Number((1 - momentum).toPrecision(12)), 0.99), named('epsilon', eps, 1e-5))),
  ],
  groupNorm: ({ record: { groups, eps, affine } }) => [
    joined(call('nn.GroupNorm', named('num_groups', groups), named('epsilon', eps, 1e-6), named('use_bias', affine, true), named('use_scale', affine, true))),
  ],
  layerNorm: ({ record: { eps, affine }, input }) => [
    joined(
      call(
        'nn.LayerNorm',
        named('epsilon', eps, 1e-6),
        named('use_bias', affine, true),
        named('use_scale', affine, true),
        ...(input.length > 1 ? [named('reduction_axes', allAxes(input)), named('feature_axes', allAxes(input))] : []),
      ),
    ),
  ],
  localResponseNorm: ({ record: { size, alpha, beta, k } }) => [
    item(lambda(call('local_response_norm', x, named('size', size), named('alpha', alpha, 1e-4), named('beta', beta, 0.75), named('k', k, 1)))),
  ],
  relu: () => activation('nn.relu'),
  relu6: () => activation('nn.relu6'),
  hardtanh: ({ record: { minVal, maxVal } }) => byFunction(call('jnp.clip', x, atom(minVal, 'min_val'), atom(maxVal, 'max_val'))),
  leakyRelu: ({ record: { negativeSlope } }) => (negativeSlope === 0.01 ? activation('nn.leaky_relu') : byFunction(call('nn.leaky_relu', x, named('negative_slope', negativeSlope)))),
  prelu: ({ record: { perChannel, init } }) => [
    joined(perChannel ? call('PReLU', named('slope', init, 0.25)) : call('nn.PReLU', named('negative_slope_init', init, 0.01))),
  ],
  elu: ({ record: { alpha } }) => (alpha === 1 ? activation('nn.elu') : byFunction(call('nn.elu', x, named('alpha', alpha)))),
  selu: () => activation('nn.selu'),
  gelu: ({ record: { approximate } }) => (approximate === 'tanh' ? activation('nn.gelu') : byFunction(text('nn.gelu(x, approximate=False)'))),
  silu: () => activation('nn.silu'),
  mish: () => activation('jax.nn.mish'),
  softplus: () => activation('nn.softplus'),
  sigmoid: () => activation('nn.sigmoid'),
  hardsigmoid: () => activation('nn.hard_sigmoid'),
  hardswish: () => activation('nn.hard_swish'),
  tanh: () => activation('nn.tanh'),
  softmax: () => activation('nn.softmax'),
  logSoftmax: () => activation('nn.log_softmax'),
  dropout: ({ record: { p } }) => [joined(call('nn.Dropout', atom(p, 'rate'), named('deterministic', notTraining)))],
  dropout2d: ({ record: { p } }) => [joined(call('nn.Dropout', atom(p, 'rate'), named('broadcast_dims', [1, 2]), named('deterministic', notTraining)))],
  flatten: (layer) => [
    ...(needsChannelsFirst(layer) ? [item(lambda(text('x.transpose((0, 3, 1, 2))')), 'What follows looks at the order of the values: channels first.')] : []),
    item(lambda(text('x.reshape((x.shape[0], -1))'))),
  ],
  upsample: ({ record: { scale, mode } }) => [item(lambda(call('upsample', x, pairs('scale', pairOf(scale)), named('method', mode))))],
  multiply: ({ record: { factor } }) => [item(lambda(text(atom(factor, 'factor'), ' * x')))],
  subsample: ({ record: { stride } }) => [item(lambda(text('x[:, ::', atom(stride, 'stride'), ', ::', atom(stride, 'stride'), ', :]')))],
  padChannels: ({ record: { channels }, input }) => {
    const missing = channels - (input[0] ?? 0)
    const before = Math.floor(missing / 2)
    return [item(lambda(call('jnp.pad', x, atom([[0, 0], [0, 0], [0, 0], [before, missing - before]], 'zeros'))))]
  },
})

export const flaxBlocks: BlockWriters = {
  residual: (body, shortcut) => call('Residual', listOf(body), ...(shortcut.length > 0 ? [listOf(shortcut)] : [])),
  parallel: (branches) => call('Parallel', layers(branches.map((branch) => item(layers(branch))))),
}

const listOf = (items: readonly LayerItem[]): Argument => ({ value: layers(items) })
