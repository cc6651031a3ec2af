// Layers without weights that drop, move or scale values.
import { phrase } from '@language/phrase'
import { pairOf } from '@common/layers/geometry'
import { int, string } from '../../onnx/graph'
import { slice } from '../../onnx/operations'
import { bool, float32, int64 } from '../../onnx/tensor'
import type { NetworkBuilder } from '../network-builder'
import type { Value } from '../../onnx/graph'
import { Misfit } from './layer-fault'
import { imagesOf, type LayerBuilder } from './layer-builder'

/** Sets units to zero with probability `p` in training and scales the others by 1 / (1 - p); in use it changes nothing. */
export const dropout: LayerBuilder<'dropout'> = (network, x, { p }) => dropped(network, x, p, network.layerName('dropout'))

/** Dropout of whole channels: dropout of a tensor of ones, one for each channel, by which the images are multiplied. */
export const dropout2d: LayerBuilder<'dropout2d'> = (network, x, { p }) => {
  imagesOf(x)
  const { graph: g } = network
  const name = network.layerName('dropout')
  // A one for each channel of each image, for any batch: a pixel of each is compared with itself, and no gradient flows through the comparison.
  const pixel = slice(g, x, [{ axis: 2, start: 0, end: 1 }, { axis: 3, start: 0, end: 1 }])
  const ones = g.node('Where', [g.node('Equal', [pixel, pixel]), g.constant(float32(1)), g.constant(float32(1))], {}, { name: `${name}.ones` })
  return g.node('Mul', [x, dropped(network, ones, p, `${name}.channels`)], {}, { name })
}

function dropped({ graph }: NetworkBuilder, x: Value, p: number, name: string): Value {
  const inputs = [x, graph.constant(float32(p), 'dropout_rate'), graph.constant(bool(false), 'dropout_training')]
  return graph.node('Dropout', inputs, {}, { name })
}

/** [N, ...] to [N, features]. */
export const flatten: LayerBuilder<'flatten'> = (network, x) =>
  network.graph.node('Flatten', [x], { axis: int(1) }, { name: network.layerName('flatten') })

const interpolations = {
  nearest: { mode: string('nearest'), coordinate_transformation_mode: string('asymmetric'), nearest_mode: string('floor') },
  bilinear: { mode: string('linear'), coordinate_transformation_mode: string('half_pixel') },
} as const

/** Enlarges images by whole factors. */
export const upsample: LayerBuilder<'upsample'> = (network, x, { scale, mode }) => {
  imagesOf(x)
  const scales = network.graph.constant(float32([1, 1, ...pairOf(scale)]))
  return network.graph.node('Resize', [x, null, scales], interpolations[mode], { name: network.layerName('upsample') })
}

/** Multiplies each element by a constant. */
export const multiply: LayerBuilder<'multiply'> = (network, x, { factor }) =>
  network.graph.node('Mul', [x, network.graph.constant(float32(factor), 'factor')], {}, { name: network.layerName('multiply') })

/** Every `stride`-th pixel of every `stride`-th row of [N, C, H, W]. */
export const subsample: LayerBuilder<'subsample'> = (network, x, { stride }) => {
  const { height, width } = imagesOf(x)
  const numbers = (...values: number[]): Value => network.graph.constant(int64(values))
  const inputs = [x, numbers(0, 0), numbers(height, width), numbers(2, 3), numbers(stride, stride)]
  return network.graph.node('Slice', inputs, {}, { name: network.layerName('subsample') })
}

/** Pads with channels of zeros, half of them on each side, up to `channels`. */
export const padChannels: LayerBuilder<'padChannels'> = (network, x, { channels }) => {
  const images = imagesOf(x)
  const missing = channels - images.channels
  if (missing < 0) throw new Misfit(phrase('it gets {given} channels and is to pad them to {wanted}', { given: images.channels, wanted: channels }))
  const before = Math.floor(missing / 2)
  const counts = network.graph.constant(int64([0, before, 0, 0, 0, missing - before, 0, 0]))
  return network.graph.node('Pad', [x, counts], {}, { name: network.layerName('pad') })
}
