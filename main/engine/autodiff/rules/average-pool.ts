// Rules of AveragePool and GlobalAveragePool: every element of a window gets an equal share of its output's gradient.
import { intAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { expand, gemm, mul, reshape, scale } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import type { Window } from '../../../onnx/shape-inference/window'
import { elementCount, float32, type Shape } from '../../../onnx/tensor'
import { gradOfOutput, inputOf, type Rule } from '../rule'
import { convolveTransposed } from './convolution'
import { matrixOf, tensorOf } from './fast-convolution/matrix'

export const averagePool: Rule = {
  backward: (context) => {
    const { g, node, inputs } = context
    const { shape } = inputOf(context, 0)
    const window = poolWindowOf({ operator: node.operator, attributes: node.attributes, inputs })
    const share = shares(g, gradOfOutput(context), window, shape, intAttribute(node, 'count_include_pad', 0) === 1)
    return [tiles(window, shape) ? spread(g, share, window, shape) : overlapAdd(g, share, window, shape)]
  },
}

/** One window as large as the image. */
export const globalAveragePool: Rule = {
  backward: (context) => {
    const { g } = context
    const { shape } = inputOf(context, 0)
    return [expand(g, scale(g, gradOfOutput(context), 1 / elementCount(shape.slice(2))), shape)]
  },
}

/** The gradient divided by the number of elements that each window averages: fewer at the edge, unless padding counts. */
function shares(g: GraphBuilder, grad: Value, window: Window, [, , ...spatial]: Shape, paddingCounts: boolean): Value {
  const { kernel, strides, padBegin, padEnd } = window
  const counts = grad.shape.slice(2).map((positions, axis) =>
    Array.from({ length: positions }, (_, position) => {
      const [size, before, after] = [spatial[axis] ?? 0, padBegin[axis] ?? 0, padEnd[axis] ?? 0]
      const start = position * (strides[axis] ?? 1) - before
      const end = start + (kernel[axis] ?? 1)
      return paddingCounts ? Math.min(end, size + after) - start : Math.min(end, size) - Math.max(start, 0)
    }),
  )
  if (counts.every((list, axis) => list.every((count) => count === kernel[axis]))) return scale(g, grad, 1 / elementCount(kernel))
  const areas = counts.reduce<number[]>((product, list) => product.flatMap((area) => list.map((count) => area * count)), [1])
  return mul(g, grad, g.constant(float32(Float32Array.from(areas, (area) => 1 / area), [1, 1, ...grad.shape.slice(2)]), 'shares'))
}

/** Whether the windows cover the input exactly, each element once. */
function tiles({ kernel, strides, padBegin, padEnd }: Window, [, , ...spatial]: Shape): boolean {
  return kernel.every(
    (size, axis) => strides[axis] === size && padBegin[axis] === 0 && padEnd[axis] === 0 && (spatial[axis] ?? 0) % size === 0,
  )
}

/** Up to this image width, a product with a matrix of ones and zeros repeats elements along rows faster than broadcasting does. */
const maxWidthOfProduct = 64

/** Repeats every element of [N, C, positions...] over its window. */
function spread(g: GraphBuilder, share: Value, { kernel }: Window, shape: Shape): Value {
  const [n = 0, c = 0, ...positions] = share.shape
  const [rows, columns, ...more] = positions
  const [height, width] = kernel
  if (rows && columns && height && width && more.length === 0 && columns * width <= maxWidthOfProduct) {
    // One row of positions becomes the rows of its windows, one after another in memory.
    const places = columns * width
    const ones = matrixOf(columns, height * places, (column, place) => (Math.floor((place % places) / width) === column ? 1 : 0))
    return reshape(g, gemm(g, reshape(g, share, [n * c * rows, columns]), g.constant(tensorOf(ones))), shape)
  }
  // Positions [p] become [p, 1] and expand to windows [p, k]; images and channels are merged with the first axis of positions.
  const [first = 1, ...others] = positions
  const apart = [n * c * first, 1, ...others.flatMap((count) => [count, 1])]
  const ones = g.constant(float32(new Float32Array(elementCount(kernel)).fill(1), kernel.flatMap((size) => [1, size])))
  return reshape(g, mul(g, reshape(g, share, apart), ones), shape)
}

/** Adds every element of [N, C, positions...] to all elements of its window: a transposed convolution of each channel with ones. */
function overlapAdd(g: GraphBuilder, share: Value, window: Window, shape: Shape): Value {
  const { kernel, strides, padBegin, padEnd } = window
  const [n = 0, c = 0, ...spatial] = shape
  const [, , ...positions] = share.shape
  const ones = g.constant(float32(new Float32Array(elementCount(kernel)).fill(1), [1, 1, ...kernel]))
  // Elements behind the last window belong to none; where it reaches beyond the padding (ceil_mode), that is padding as well.
  const left = spatial.map((size, axis) => {
    const reached = ((positions[axis] ?? 1) - 1) * (strides[axis] ?? 1) + (kernel[axis] ?? 1)
    return size + (padBegin[axis] ?? 0) + (padEnd[axis] ?? 0) - reached
  })
  const beyond = left.map((count, axis) => (padEnd[axis] ?? 0) + Math.max(0, -count))
  const unreached = left.map((count) => Math.max(0, count))
  const channels = reshape(g, share, [n * c, 1, ...positions])
  return reshape(g, convolveTransposed(g, channels, ones, { ...window, padEnd: beyond, groups: 1 }, unreached), shape)
}
