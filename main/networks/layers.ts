// The layers that networks are written in; each call reads like the line of the book's listing.
import type { Activation, Pooling } from '@contract/models/zoo'
import { float, int, ints, type Value } from '../onnx/graph'
import { bool, float32, int64 } from '../onnx/tensor'
import type { Layer, NetworkBuilder } from './network-builder'

interface BiasOptions {
  /** What the layer's biases begin as; default: the initialiser decides. */
  readonly initialBias?: number
}

export interface Conv2dOptions extends BiasOptions {
  readonly kernel: number
  readonly stride?: number
  /** Pixels of zeros on each side, or before (left, above) and behind (right, below). */
  readonly padding?: number | readonly [before: number, behind: number]
  /** Parts into which the channels fall; each part of the output sees only its part of the input. */
  readonly groups?: number
  /** Whether there are biases, which a batch normalisation behind makes superfluous. */
  readonly bias?: boolean
}

/** Convolution over [N, C, H, W] with a square kernel. */
export function conv2d(outChannels: number, options: Conv2dOptions): Layer {
  const { kernel, stride = 1, padding = 0, groups = 1, bias = true, initialBias } = options
  const [before, behind] = typeof padding === 'number' ? [padding, padding] : padding
  return (network, x) => {
    const name = network.layerName('conv')
    const channelsOfGroup = (x.shape[1] ?? 0) / groups
    const area = kernel * kernel
    const fans = { fanIn: channelsOfGroup * area, fanOut: (outChannels / groups) * area }
    const inputs = [x, network.parameter(name, 'weight', [outChannels, channelsOfGroup, kernel, kernel], fans)]
    if (bias) inputs.push(network.parameter(name, 'bias', [outChannels], fans, initialBias))
    const attributes = {
      kernel_shape: ints([kernel, kernel]),
      strides: ints([stride, stride]),
      pads: ints([before, before, behind, behind]),
      ...(groups > 1 && { group: int(groups) }),
    }
    return network.graph.node('Conv', inputs, attributes, { name })
  }
}

/** Fully connected layer over [N, features]. */
export function linear(outFeatures: number, { initialBias }: BiasOptions = {}): Layer {
  return (network, x) => {
    const name = network.layerName('fc')
    const inFeatures = x.shape[1] ?? 0
    const fans = { fanIn: inFeatures, fanOut: outFeatures }
    const weight = network.parameter(name, 'weight', [outFeatures, inFeatures], fans)
    const bias = network.parameter(name, 'bias', [outFeatures], fans, initialBias)
    return network.graph.node('Gemm', [x, weight, bias], { transB: int(1) }, { name })
  }
}

export interface PoolOptions {
  readonly kernel: number
  readonly stride: number
}

const poolOperators = { average: 'AveragePool', max: 'MaxPool' } as const

/** Mean or maximum over square windows. */
export function pool2d(pooling: Pooling, { kernel, stride }: PoolOptions): Layer {
  return (network, x) =>
    network.graph.node(
      poolOperators[pooling],
      [x],
      { kernel_shape: ints([kernel, kernel]), strides: ints([stride, stride]) },
      { name: network.layerName('pool') },
    )
}

export const maxPool2d = (options: PoolOptions): Layer => pool2d('max', options)

/** [N, C, H, W] to the mean of each channel, [N, C, 1, 1]. */
export const globalAvgPool = (): Layer => (network, x) =>
  network.graph.node('GlobalAveragePool', [x], {}, { name: network.layerName('pool') })

const activationOperators = { sigmoid: 'Sigmoid', tanh: 'Tanh', relu: 'Relu' } as const

/** A function of each element. */
export const activation = (name: Activation): Layer => (network, x) =>
  network.graph.node(activationOperators[name], [x], {}, { name: network.layerName(name) })

export const relu = (): Layer => activation('relu')

export interface LocalResponseNormOptions {
  /** Neighbouring channels that are summed over, an odd number. */
  readonly size: number
  readonly alpha: number
  readonly beta: number
  readonly k: number
}

/**
 * Divides each element by (k + alpha * sum)^beta, the sum being that of the squares at its place in `size` neighbouring channels. ONNX
 * takes the mean of the squares for the sum, so its alpha is `size` times this one.
 */
export function localResponseNorm({ size, alpha, beta, k }: LocalResponseNormOptions): Layer {
  return (network, x) => {
    const attributes = { size: int(size), alpha: float(size * alpha), beta: float(beta), bias: float(k) }
    return network.graph.node('LRN', [x], attributes, { name: network.layerName('lrn') })
  }
}

/** Multiplies each element by a constant. */
export const multiply = (factor: number): Layer => (network, x) =>
  network.graph.node('Mul', [x, network.graph.constant(float32(factor), 'factor')], {}, { name: network.layerName('multiply') })

/** [N, ...] to [N, features]. */
export const flatten = (): Layer => (network, x) =>
  network.graph.node('Flatten', [x], { axis: int(1) }, { name: network.layerName('flatten') })

/**
 * Normalises each channel of [N, C, ...] to mean 0 and variance 1 over the batch, then scales and shifts it as is learnt; in use, by
 * running averages, which move by a tenth with each batch.
 */
export function batchNorm(): Layer {
  return (network, x) => {
    const name = network.layerName('bn')
    const shape = [x.shape[1] ?? 0]
    const fans = { fanIn: 1, fanOut: 1 }
    const learnt = [network.parameter(name, 'weight', shape, fans, 1), network.parameter(name, 'bias', shape, fans, 0)]
    const averages = [network.buffer(name, 'running_mean', shape, 0), network.buffer(name, 'running_var', shape, 1)]
    return network.graph.node('BatchNormalization', [x, ...learnt, ...averages], { epsilon: float(1e-5), momentum: float(0.9) }, { name })
  }
}

/** Sets units to zero with probability `rate` in training and scales the others by 1 / (1 - rate); in use it changes nothing. */
export function dropout(rate: number): Layer {
  return (network, x) => {
    const { graph } = network
    const inputs = [x, graph.constant(float32(rate), 'dropout_rate'), graph.constant(bool(false), 'dropout_training')]
    return graph.node('Dropout', inputs, {}, { name: network.layerName('dropout') })
  }
}

/** The output of the last of several layers, each over the one before. */
const throughAll = (network: NetworkBuilder, x: Value, layers: readonly Layer[]): Value =>
  layers.reduce((value, layer) => layer(network, value), x)

/** What the layers compute, added to what the shortcut does; a shortcut of no layers is the input itself. */
export function residual(layers: readonly Layer[], shortcut: readonly Layer[] = []): Layer {
  return (network, x) => {
    const summands = [throughAll(network, x, layers), throughAll(network, x, shortcut)]
    return network.graph.node('Add', summands, {}, { name: network.layerName('add') })
  }
}

/** Every `stride`-th pixel of every `stride`-th row of [N, C, H, W]. */
export function subsample(stride: number): Layer {
  return (network, x) => {
    const [, , height = 0, width = 0] = x.shape
    const numbers = (...values: number[]): Value => network.graph.constant(int64(values))
    const inputs = [x, numbers(0, 0), numbers(height, width), numbers(2, 3), numbers(stride, stride)]
    return network.graph.node('Slice', inputs, {}, { name: network.layerName('subsample') })
  }
}

/** Adds channels of zeros, half of them on each side, until there are so many. */
export function padChannels(channels: number): Layer {
  return (network, x) => {
    const missing = channels - (x.shape[1] ?? 0)
    const before = Math.floor(missing / 2)
    const counts = network.graph.constant(int64([0, before, 0, 0, 0, missing - before, 0, 0]))
    return network.graph.node('Pad', [x, counts], {}, { name: network.layerName('pad') })
  }
}
