// Normalisation layers.
import { phrase } from '@language/phrase'
import { float, int, type Value } from '../../onnx/graph'
import { add, div, mul, reshape, sub } from '../../onnx/operations'
import { DYNAMIC, float32, int64, type Shape } from '../../onnx/tensor'
import type { NetworkBuilder } from '../network-builder'
import { Misfit } from './layer-fault'
import { byChannel, imagesOf, type LayerBuilder } from './layer-builder'

/** Fans of scales and shifts, each of which acts on one value. */
const fans = { fanIn: 1, fanOut: 1 }

/**
 * Normalises each channel of [N, C, ...] to mean 0 and variance 1 over the batch (in use by running averages), then applies a learnt scale
 * and shift.
 */
export const batchNorm: LayerBuilder<'batchNorm'> = (network, x, { eps, momentum }) => {
  const name = network.layerName('bn')
  const shape = [x.shape[1] ?? 0]
  const learnt = [network.parameter(name, 'weight', shape, fans, 1), network.parameter(name, 'bias', shape, fans, 0)]
  const averages = [network.buffer(name, 'running_mean', shape, 0), network.buffer(name, 'running_var', shape, 1)]
  // In ONNX the momentum is the share of the old running averages, in PyTorch that of the new ones.
  const attributes = { epsilon: float(eps), momentum: float(1 - momentum) }
  return network.graph.node('BatchNormalization', [x, ...learnt, ...averages], attributes, { name })
}

/** Normalises each group of channels of each image to mean 0 and variance 1, then applies a learnt scale and shift to each channel. */
export const groupNorm: LayerBuilder<'groupNorm'> = (network, x, { groups, eps, affine }) => {
  const channels = x.shape[1] ?? 0
  if (channels % groups !== 0) throw new Misfit(phrase('its {groups} groups do not divide the {channels} channels that it gets', { groups, channels }))
  const name = network.layerName('gn')
  const normalized = normalizedParts(network, x, name, groups, eps)
  return affine ? scaledAndShifted(network, normalized, name, [channels], byChannel(x)) : normalized
}

/** Normalises each image to mean 0 and variance 1, then applies a learnt scale and shift to each of its values. */
export const layerNorm: LayerBuilder<'layerNorm'> = (network, x, { eps, affine }) => {
  const name = network.layerName('ln')
  const shape = x.shape.slice(1)
  const normalized = normalizedParts(network, x, name, 1, eps)
  return affine ? scaledAndShifted(network, normalized, name, shape, shape) : normalized
}

/** (x - mean) / sqrt(variance + eps) over each part, where the values of an image are cut, in their order, into `parts` parts of equal size. */
function normalizedParts({ graph: g }: NetworkBuilder, x: Value, name: string, parts: number, eps: number): Value {
  const ofLast = g.constant(int64([2]))
  const mean = (value: Value, of: string): Value => g.node('ReduceMean', [value, ofLast], { keepdims: int(1) }, { name: `${name}.${of}` })
  const rows = g.node('Reshape', [x, g.constant(int64([0, parts, -1]))], {}, { name: `${name}.parts` })
  const centred = sub(g, rows, mean(rows, 'mean'))
  const variance = mean(mul(g, centred, centred), 'variance')
  const deviation = g.node('Sqrt', [add(g, variance, g.constant(float32(eps)))], {}, { name: `${name}.deviation` })
  return withShapeOf(g, div(g, centred, deviation), x, `${name}.normalized`)
}

/** The same values in the shape of another one, whose batch may be dynamic. */
const withShapeOf = (g: NetworkBuilder['graph'], value: Value, { shape }: Value, name: string): Value =>
  g.node('Reshape', [value, g.constant(int64(shape.map((size, axis) => (axis === 0 ? (size === DYNAMIC ? -1 : 0) : size))))], {}, { name })

/** x times a weight plus a bias; both are learnt, have the shape `learnt`, and are reshaped to `shape` to broadcast. */
function scaledAndShifted(network: NetworkBuilder, x: Value, name: string, learnt: Shape, shape: Shape): Value {
  const { graph: g } = network
  const [weight, bias] = [network.parameter(name, 'weight', learnt, fans, 1), network.parameter(name, 'bias', learnt, fans, 0)]
  return g.node('Add', [mul(g, x, reshape(g, weight, shape)), reshape(g, bias, shape)], {}, { name })
}

/**
 * Divides each element by (k + alpha / size * sum)^beta; the sum is that of the squares at the same pixel in `size` neighbouring channels.
 */
export const localResponseNorm: LayerBuilder<'localResponseNorm'> = (network, x, { size, alpha, beta, k }) => {
  imagesOf(x)
  const attributes = { size: int(size), alpha: float(alpha), beta: float(beta), bias: float(k) }
  return network.graph.node('LRN', [x], attributes, { name: network.layerName('lrn') })
}
