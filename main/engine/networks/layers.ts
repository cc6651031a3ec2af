// The layers that networks are written in; each call reads like the line of the book's listing.
import { float, int, ints } from '../onnx/graph'
import { bool, float32 } from '../onnx/tensor'
import type { Layer } from './network-builder'

export interface Conv2dOptions {
  readonly kernel: number
  readonly stride?: number
  readonly padding?: number
}

/** Convolution over [N, C, H, W] with a square kernel and a bias. */
export function conv2d(outChannels: number, { kernel, stride = 1, padding = 0 }: Conv2dOptions): Layer {
  return (network, x) => {
    const name = network.layerName('conv')
    const inChannels = x.shape[1] ?? 0
    const area = kernel * kernel
    const fans = { fanIn: inChannels * area, fanOut: outChannels * area }
    const weight = network.parameter(name, 'weight', [outChannels, inChannels, kernel, kernel], fans)
    const bias = network.parameter(name, 'bias', [outChannels], fans)
    const attributes = {
      kernel_shape: ints([kernel, kernel]),
      strides: ints([stride, stride]),
      pads: ints([padding, padding, padding, padding]),
    }
    return network.graph.node('Conv', [x, weight, bias], attributes, { name })
  }
}

/** Fully connected layer over [N, features]. */
export function linear(outFeatures: number): Layer {
  return (network, x) => {
    const name = network.layerName('fc')
    const inFeatures = x.shape[1] ?? 0
    const fans = { fanIn: inFeatures, fanOut: outFeatures }
    const weight = network.parameter(name, 'weight', [outFeatures, inFeatures], fans)
    const bias = network.parameter(name, 'bias', [outFeatures], fans)
    return network.graph.node('Gemm', [x, weight, bias], { transB: int(1) }, { name })
  }
}

export interface PoolOptions {
  readonly kernel: number
  readonly stride: number
}

function pool2d(operator: 'MaxPool' | 'AveragePool', { kernel, stride }: PoolOptions): Layer {
  return (network, x) =>
    network.graph.node(
      operator,
      [x],
      { kernel_shape: ints([kernel, kernel]), strides: ints([stride, stride]) },
      { name: network.layerName('pool') },
    )
}

export const maxPool2d = (options: PoolOptions): Layer => pool2d('MaxPool', options)
export const avgPool2d = (options: PoolOptions): Layer => pool2d('AveragePool', options)

export const relu = (): Layer => (network, x) => network.graph.node('Relu', [x], {}, { name: network.layerName('relu') })
export const sigmoid = (): Layer => (network, x) => network.graph.node('Sigmoid', [x], {}, { name: network.layerName('sigmoid') })

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
