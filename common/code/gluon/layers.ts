// Every kind of layer in MXNet Gluon with its NumPy interface, for images [N, channels, height, width].
import { padsOf, pairOf, type Pair, type Sides } from '@common/layers/geometry'
import type { Initialization } from '@contract/models/initializers'
import { fansOf, type WeightedRecord } from '../fans'
import { item, joined, type BlockWriters, type LayerToWrite, type LayerWriters } from '../layer-writer'
import { activationArgument, isMerged, type ActivationNames } from '../merged-activations'
import { atom, call, lambda, layers, name, named, text, type Argument, type Atom, type Expression, type LayerItem } from '../python/expression'
import type { Shapes } from '../shaped-layers'
import { adaptiveWindow, isNothing, isSymmetric, oneOrPair, poolingWindow } from '../windows'

const sizes = (argument: string, pair: Pair, standard?: Atom): Argument => named(argument, atom(oneOrPair(pair), argument), standard)
const pairs = (argument: string, pair: Pair): Argument => named(argument, atom([...pair], argument))
const byAxis = ([top, left, bottom, right]: Sides): Atom => [[top, bottom], [left, right]]

const x = name('x')
const byFunction = (body: Expression): Expression => call('nn.Lambda', lambda(body))
const zeroPadding = (pads: Sides): LayerItem => item(byFunction(call('pad', x, atom(byAxis(pads), 'padding'))))

/** Activations by the names that Gluon has for them. */
const activationNames = { relu: 'relu', softplus: 'softrelu', sigmoid: 'sigmoid', tanh: 'tanh' } as const satisfies ActivationNames

type WeightedLayer = Pick<LayerToWrite<never>, 'input' | 'behind'> & { readonly record: WeightedRecord }

/** A layer with weights, whose initialisers are said where they are not those of the whole network. */
function weighted({ initializer, initializerScale }: Initialization, callee: string, layer: WeightedLayer, args: readonly Argument[]): Expression {
  const { record, input } = layer
  const { fanIn, fanOut } = fansOf(record, input)
  const options = [...args, named('use_bias', record.bias, true), ...activationArgument(layer, activationNames)]
  const uniform = (bound: number): Expression => call('init.Uniform', atom(Number(bound.toPrecision(6)), 'bound'))
  // MXNet counts the outputs of all groups among those that an input reaches.
  if (initializer === 'xavier-uniform' && record.layer === 'conv2d' && record.groups > 1) options.push(named('weight_initializer', uniform(initializerScale * Math.sqrt(6 / (fanIn + fanOut)))))
  if (record.bias && record.initialBias !== undefined && (record.initialBias !== 0 || initializer === 'pytorch-default')) {
    options.push(named('bias_initializer', call('init.Constant', atom(record.initialBias, 'bias'))))
  } else if (record.bias && initializer === 'pytorch-default') options.push(named('bias_initializer', uniform(fanIn ** -0.5)))
  return call(callee, { value: atom(record.layer === 'linear' ? record.features : record.channels, 'channels') }, ...options)
}

function conv2d(initialization: Initialization, layer: LayerToWrite<'conv2d'>): readonly LayerItem[] {
  const { record } = layer
  const pads = padsOf(record.padding)
  const [vertical, horizontal] = isSymmetric(pads) ? pads : [0, 0]
  const args = [
    sizes('kernel_size', pairOf(record.kernel)),
    sizes('strides', pairOf(record.stride), 1),
    sizes('padding', [vertical, horizontal], 0),
    sizes('dilation', pairOf(record.dilation), 1),
    named('groups', record.groups, 1),
  ]
  return [...(isSymmetric(pads) ? [] : [zeroPadding(pads)]), item(weighted(initialization, 'nn.Conv2D', layer, args))]
}

/** Gluon takes equal pixels away on both sides; where more are to go on one side, what is left too much is cut off behind. */
function convTranspose2d(initialization: Initialization, layer: LayerToWrite<'convTranspose2d'>): readonly LayerItem[] {
  const { record, output } = layer
  const [top, left, bottom, right] = padsOf(record.padding)
  const both: Pair = [Math.min(top, bottom), Math.min(left, right)]
  const [above, before] = [top - both[0], left - both[1]]
  const args = [
    sizes('kernel_size', pairOf(record.kernel)),
    sizes('strides', pairOf(record.stride), 1),
    sizes('padding', both, 0),
    sizes('output_padding', pairOf(record.outputPadding), 0),
    sizes('dilation', pairOf(record.dilation), 1),
    named('groups', record.groups, 1),
  ]
  const cut = text('x[:, :, ', atom(above, 'cut'), ':', atom(above + (output[1] ?? 0), 'cut'), ', ', atom(before, 'cut'), ':', atom(before + (output[2] ?? 0), 'cut'), ']')
  return [item(weighted(initialization, 'nn.Conv2DTranspose', layer, args)), ...(top === bottom && left === right ? [] : [item(byFunction(cut))])]
}

const plainWindow = (kernel: Pair, stride: Pair): readonly Argument[] => [sizes('pool_size', kernel), ...(kernel[0] === stride[0] && kernel[1] === stride[1] ? [] : [sizes('strides', stride)])]

function maxPool2d(layer: LayerToWrite<'maxPool2d'>): readonly LayerItem[] {
  const { kernel, stride, dilation, pads, beyond } = poolingWindow(layer)
  const [top, left, bottom, right] = pads
  const extended: Sides = [top, left, bottom + beyond[0], right + beyond[1]]
  if (dilation.some((step) => step > 1)) {
    return [item(byFunction(call('dilated_max_pool', x, pairs('kernel', kernel), pairs('strides', stride), pairs('dilation', dilation), named('padding', byAxis(extended)))))]
  }
  if (isSymmetric(extended)) return [item(call('nn.MaxPool2D', ...plainWindow(kernel, stride), sizes('padding', [top, left], 0)))]
  return [item(byFunction(call('pad', x, atom(byAxis(extended), 'padding'), name('-np.inf')))), item(call('nn.MaxPool2D', ...plainWindow(kernel, stride)))]
}

function avgPool2d(layer: LayerToWrite<'avgPool2d'>): readonly LayerItem[] {
  const { kernel, stride, pads, beyond } = poolingWindow(layer)
  const { countIncludePad } = layer.record
  const [top, left] = pads
  if (isSymmetric(pads) && isNothing(beyond)) {
    return [item(call('nn.AvgPool2D', ...plainWindow(kernel, stride), sizes('padding', [top, left], 0), named('count_include_pad', countIncludePad || isNothing(pads), true)))]
  }
  return [
    item(byFunction(call('average_pool', x, sizes('kernel', kernel), sizes('strides', stride), named('padding', byAxis(pads)), named('beyond', [...beyond], [0, 0]), named('count_include_pad', countIncludePad, true)))),
  ]
}

function adaptive(callee: string, layer: Shapes): readonly LayerItem[] {
  const { kernel, stride } = adaptiveWindow(layer)
  return [item(call(callee, ...plainWindow(kernel, stride)))]
}

const activation =
  (kind: keyof typeof activationNames) =>
  (layer: Pick<LayerToWrite<never>, 'before'>): readonly LayerItem[] => (isMerged(layer) ? [] : [joined(call('nn.Activation', atom(activationNames[kind], 'activation')))])
const byFormula = (words: string): readonly LayerItem[] => [joined(byFunction(text(words)))]

/** @param initialization as which layers with weights begin */
export const gluonLayers = (initialization: Initialization): LayerWriters => ({
  conv2d: (layer) => conv2d(initialization, layer),
  convTranspose2d: (layer) => convTranspose2d(initialization, layer),
  linear: (layer) => [item(weighted(initialization, 'nn.Dense', layer, []))],
  maxPool2d,
  avgPool2d,
  adaptiveMaxPool2d: (layer) => adaptive('nn.MaxPool2D', layer),
  adaptiveAvgPool2d: (layer) => adaptive('nn.AvgPool2D', layer),
  globalMaxPool2d: () => [item(call('nn.GlobalMaxPool2D'))],
  globalAvgPool2d: () => [item(call('nn.GlobalAvgPool2D'))],
  // Gluon counts what stays of the running averages, PyTorch what is new.
  batchNorm: ({ record: { eps, momentum } }) => [joined(call('nn.BatchNorm', named('momentum', Number((1 - momentum).toPrecision(12)), 0.9), named('epsilon', eps, 1e-5)))],
  groupNorm: ({ record: { groups, eps, affine }, input }) => [
    joined(call('GroupNorm', atom(groups, 'num_groups'), { value: atom(input[0] ?? 0, 'channels') }, named('epsilon', eps, 1e-5), named('affine', affine, true))),
  ],
  layerNorm: ({ record: { eps, affine }, input }) => [joined(call('LayerNorm', atom([...input], 'shape'), named('epsilon', eps, 1e-5), named('affine', affine, true)))],
  localResponseNorm: ({ record: { size, alpha, beta, k } }) => [
    item(byFunction(call('local_response_norm', x, named('size', size), named('alpha', alpha, 1e-4), named('beta', beta, 0.75), named('k', k, 1)))),
  ],
  relu: activation('relu'),
  relu6: () => byFormula('np.clip(x, 0, 6)'),
  hardtanh: ({ record: { minVal, maxVal } }) => [joined(byFunction(call('np.clip', x, atom(minVal, 'min_val'), atom(maxVal, 'max_val'))))],
  leakyRelu: ({ record }) => [joined(call('nn.LeakyReLU', named('alpha', record.negativeSlope)))],
  prelu: ({ record: { perChannel, init }, input }) => [
    joined(call('nn.PReLU', named('alpha_initializer', call('init.Constant', atom(init, 'init'))), named('in_channels', atom(perChannel ? (input[0] ?? 1) : 1, 'channels'), 1))),
  ],
  elu: ({ record }) => [joined(call('nn.ELU', named('alpha', record.alpha, 1)))],
  selu: () => [joined(call('nn.SELU'))],
  gelu: ({ record: { approximate } }) =>
    approximate === 'none' ? [joined(call('nn.GELU'))] : [joined(call('nn.Lambda', name('gelu_tanh')))],
  silu: () => [joined(call('nn.Swish'))],
  mish: () => byFormula('x * np.tanh(npx.activation(x, "softrelu"))'),
  softplus: activation('softplus'),
  sigmoid: activation('sigmoid'),
  hardsigmoid: () => byFormula('np.clip(x / 6 + 0.5, 0, 1)'),
  hardswish: () => byFormula('x * np.clip(x / 6 + 0.5, 0, 1)'),
  tanh: activation('tanh'),
  softmax: () => byFormula('npx.softmax(x, axis=1)'),
  logSoftmax: () => byFormula('npx.log_softmax(x, axis=1)'),
  dropout: ({ record: { p } }) => [joined(call('nn.Dropout', atom(p, 'rate')))],
  dropout2d: ({ record: { p } }) => [joined(call('nn.Dropout', atom(p, 'rate'), named('axes', [2, 3])))],
  flatten: () => [item(call('nn.Flatten'))],
  upsample: ({ record: { scale, mode } }) => {
    const [vertical, horizontal] = pairOf(scale)
    const nearest = text('x.repeat(', atom(vertical, 'scale'), ', axis=2).repeat(', atom(horizontal, 'scale'), ', axis=3)')
    return [item(byFunction(mode === 'nearest' ? nearest : call('bilinear', x, pairs('scale', [vertical, horizontal]))))]
  },
  multiply: ({ record: { factor } }) => [item(byFunction(text(atom(factor, 'factor'), ' * x')))],
  subsample: ({ record: { stride } }) => [item(byFunction(text('x[:, :, ::', atom(stride, 'stride'), ', ::', atom(stride, 'stride'), ']')))],
  padChannels: ({ record: { channels }, input }) => {
    const missing = channels - (input[0] ?? 0)
    const before = Math.floor(missing / 2)
    return [item(byFunction(call('np.pad', x, atom([[0, 0], [before, missing - before], [0, 0], [0, 0]], 'zeros'), named('mode', 'constant'))))]
  },
})

export const gluonBlocks: BlockWriters = {
  residual: (body, shortcut) => call('Residual', listOf(body), ...(shortcut.length > 0 ? [listOf(shortcut)] : [])),
  parallel: (branches) => call('Parallel', ...branches.map(listOf)),
}

const listOf = (items: readonly LayerItem[]): Argument => ({ value: layers(items) })
