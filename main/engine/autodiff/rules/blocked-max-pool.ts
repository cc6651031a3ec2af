// Max-pool of images in blocks of channels whose windows lie side by side: every tap of all windows is an image of its own.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { everyPixel, interleavePixels, padBlocks } from '../../../onnx/blocked-layout'
import { liesApart, type Window } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'
import { bySteps } from './max-pool-gradient'

/** Most taps of a window: each is an image to compare. */
const mostTaps = 9

/** Whether windows lie side by side, without padding or dilation. */
export const isOfTiles = (window: Window): boolean =>
  liesApart(window) && elementCount(window.kernel) <= mostTaps && window.kernel.every((size, axis) => window.strides[axis] === size)

/**
 * The first tap of a window, row-major, that equals the maximum takes the gradient, as in `gradientByTaps`.
 * @param x [N, C, height, width] in blocks, as are
 * @param y the pooled x, and
 * @param grad the gradient by y
 */
export function gradientOfTiles(g: GraphBuilder, x: Value, y: Value, grad: Value, { kernel: [rows = 1, columns = 1] }: Window): Value {
  const split = bySteps(g, grad)
  let left = grad
  const shares = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => {
      const { share, rest } = split(left, everyPixel(g, x, [rows, columns], [row, column]), y)
      left = rest
      return share
    }),
  )
  const spread = interleavePixels(g, shares)
  return padBlocks(g, spread, [0, 0], x.shape.slice(2).map((size, axis) => size - (spread.shape[axis + 2] ?? 0)))
}
