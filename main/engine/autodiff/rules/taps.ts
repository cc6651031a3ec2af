// Taps of a sliding window: the elements that one place of the window covers, over all positions of the window.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { slice, type SliceRange } from '../../../onnx/operations'
import type { Window } from '../../../onnx/shape-inference/window'

/**
 * For each tap of the window, row-major, the element under it at every position: [.., .., positions...].
 * @param padded [.., .., spatial...], padded as far as windows reach
 */
export function tapsOf(g: GraphBuilder, padded: Value, positions: readonly number[], { kernel, strides, dilations }: Window): Value[] {
  return offsets(kernel).map((offset) => {
    const ranges = positions.map((count, axis) => rangeOfTap(axis + 2, offset[axis] ?? 0, count, strides[axis], dilations[axis]))
    return slice(g, padded, ranges)
  })
}

/** The slice of one axis with the elements under a tap at all positions. */
function rangeOfTap(axis: number, tap: number, positions: number, stride = 1, dilation = 1): SliceRange {
  const start = tap * dilation
  return { axis, start, end: start + (positions - 1) * stride + 1, step: stride }
}

/** Places of all taps of a kernel, row-major. */
export function offsets([size, ...inner]: readonly number[]): number[][] {
  if (size === undefined) return [[]]
  return Array.from({ length: size }, (_, first) => offsets(inner).map((rest) => [first, ...rest])).flat()
}
