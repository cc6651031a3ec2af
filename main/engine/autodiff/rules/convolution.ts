// Geometry of a convolution (window and groups), and its emission into a graph.
import { int, ints, type Attributes, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { slice, transpose } from '../../../onnx/operations'
import type { Window } from '../../../onnx/shape-inference/window'
import type { Shape } from '../../../onnx/tensor'

/** Channels in `groups` groups, each convolved by itself. */
export interface Convolution extends Window {
  readonly groups: number
}

export function convolve(g: GraphBuilder, x: Value, w: Value, convolution: Convolution, bias: Value | null = null): Value {
  return g.node('Conv', bias ? [x, w, bias] : [x, w], attributesOf(convolution))
}

/**
 * Transposed convolution. CUDA's provider takes no padding that differs between both ends: the surplus of one end is cut off afterwards.
 * @param outputPadding elements behind the last window
 */
export function convolveTransposed(g: GraphBuilder, x: Value, w: Value, convolution: Convolution, outputPadding: readonly number[]): Value {
  const { padBegin, padEnd } = convolution
  const both = padBegin.map((count, axis) => Math.min(count, padEnd[axis] ?? 0))
  const attributes = attributesOf({ ...convolution, padBegin: both, padEnd: both })
  const y = g.node('ConvTranspose', [x, w], { ...attributes, output_padding: ints(outputPadding) })
  const surplus = both.flatMap((count, axis) => {
    const [start, rest] = [(padBegin[axis] ?? 0) - count, (padEnd[axis] ?? 0) - count]
    return start + rest > 0 ? [{ axis: axis + 2, start, end: (y.shape[axis + 2] ?? 0) - rest }] : []
  })
  return surplus.length > 0 ? slice(g, y, surplus) : y
}

/** Exchanges the first two dimensions: images and channels, or input and output channels. */
export function channelsFirst(g: GraphBuilder, x: Value): Value {
  return transpose(g, x, [1, 0, ...x.shape.slice(2).map((_, axis) => axis + 2)])
}

function attributesOf({ kernel, strides, dilations, padBegin, padEnd, groups }: Convolution): Attributes {
  return {
    kernel_shape: ints(kernel),
    strides: ints(strides),
    dilations: ints(dilations),
    pads: ints([...padBegin, ...padEnd]),
    group: int(groups),
  }
}

/**
 * The first elements of a value along each axis: output padding may leave room for windows without an input element, and an input that reaches beyond the
 * last window for more places than a kernel has taps.
 */
export function croppedTo(g: GraphBuilder, x: Value, shape: Shape): Value {
  const ranges = shape.flatMap((size, axis) => (x.shape[axis] === size ? [] : [{ axis, start: 0, end: size }]))
  return ranges.length > 0 ? slice(g, x, ranges) : x
}
