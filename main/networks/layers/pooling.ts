// Pooling layers.
import { padsOf, pairOf, type Pair } from '@common/layers/geometry'
import { formatShape } from '@common/words/plain-format'
import { phrase } from '@language/phrase'
import type { RecordOf } from '@contract/models/layers/layer'
import type { Sizes } from '@contract/models/layers/numbers'
import { int, ints, type Attributes, type Value } from '../../onnx/graph'
import type { NetworkBuilder } from '../network-builder'
import { Misfit } from './layer-fault'
import { assertInside, imagesOf, type LayerBuilder } from './layer-builder'

type PoolRecord = RecordOf<'maxPool2d'> | RecordOf<'avgPool2d'>

/** The attributes that both kinds of pool have; those with default values are left out. */
function windowAttributes(x: Value, record: PoolRecord): Attributes {
  const { kernel, stride, padding, ceilMode } = record
  const window = { kernel: pairOf(kernel), dilation: pairOf(record.layer === 'maxPool2d' ? record.dilation : 1), pads: padsOf(padding) }
  assertInside(window, imagesOf(x))
  const isTooWide = window.pads.some((pixels, side) => pixels * 2 > (window.kernel[side % 2] ?? 0))
  if (isTooWide) throw new Misfit(phrase('its padding must be at most half of its kernel of {kernel}', { kernel: formatShape(window.kernel) }))
  return {
    kernel_shape: ints(window.kernel),
    strides: ints(pairOf(stride ?? kernel)),
    ...(window.pads.some((pixels) => pixels > 0) && { pads: ints(window.pads) }),
    ...(window.dilation.some((step) => step > 1) && { dilations: ints(window.dilation) }),
    ...(ceilMode && { ceil_mode: int(1) }),
  }
}

/** Maximum over windows. */
export const maxPool2d: LayerBuilder<'maxPool2d'> = (network, x, record) =>
  network.graph.node('MaxPool', [x], windowAttributes(x, record), { name: network.layerName('pool') })

/** Mean over windows. */
export const avgPool2d: LayerBuilder<'avgPool2d'> = (network, x, record) => {
  const attributes = windowAttributes(x, record)
  const counts = record.countIncludePad && 'pads' in attributes
  return network.graph.node('AveragePool', [x], { ...attributes, ...(counts && { count_include_pad: int(1) }) }, { name: network.layerName('pool') })
}

export const adaptiveMaxPool2d: LayerBuilder<'adaptiveMaxPool2d'> = (network, x, { output }) => adaptivePool(network, x, 'MaxPool', output)
export const adaptiveAvgPool2d: LayerBuilder<'adaptiveAvgPool2d'> = (network, x, { output }) => adaptivePool(network, x, 'AveragePool', output)

/** A pool with a given output size. Along an axis of n pixels and m windows, window i reaches from floor(i n / m) to ceil((i + 1) n / m). */
function adaptivePool(network: NetworkBuilder, x: Value, operator: 'MaxPool' | 'AveragePool', output: Sizes): Value {
  const { height, width } = imagesOf(x)
  const [rows, columns] = pairOf(output)
  const [vertical, horizontal] = [evenWindows(height, rows), evenWindows(width, columns)]
  if (!vertical || !horizontal) {
    throw new Misfit(phrase('images of {height}×{width} do not fall into {rows}×{columns} windows of one size; choose an output that divides them', { height, width, rows, columns }), height < rows || width < columns)
  }
  const attributes = { kernel_shape: ints([vertical[0], horizontal[0]]), strides: ints([vertical[1], horizontal[1]]) }
  return network.graph.node(operator, [x], attributes, { name: network.layerName('pool') })
}

/** [length, stride] of the windows of an adaptive pool along an axis; null where the windows are not all of one length and stride. */
function evenWindows(size: number, count: number): Pair | null {
  if (count > size) return null
  const start = (index: number): number => Math.floor((index * size) / count)
  const length = (index: number): number => Math.ceil(((index + 1) * size) / count) - start(index)
  const stride = count > 1 ? start(1) : size
  const isEven = Array.from({ length: count }, (_, index) => length(index) === length(0) && start(index) === index * stride).every(Boolean)
  return isEven ? [length(0), stride] : null
}

/** [N, C, H, W] to the largest value of each channel, [N, C, 1, 1]. */
export const globalMaxPool2d: LayerBuilder<'globalMaxPool2d'> = (network, x) => globalPool(network, x, 'GlobalMaxPool')

/** [N, C, H, W] to the mean of each channel, [N, C, 1, 1]. */
export const globalAvgPool2d: LayerBuilder<'globalAvgPool2d'> = (network, x) => globalPool(network, x, 'GlobalAveragePool')

function globalPool(network: NetworkBuilder, x: Value, operator: 'GlobalMaxPool' | 'GlobalAveragePool'): Value {
  imagesOf(x)
  return network.graph.node(operator, [x], {}, { name: network.layerName('pool') })
}
