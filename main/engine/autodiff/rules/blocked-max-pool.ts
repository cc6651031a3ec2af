// Max-pool of images in blocks of channels whose windows lie side by side: the gradient goes down to one of the rows of a window, and across to one of its columns.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { everyPixel, firstOfPairIsMaximum, interleavePixels, maxPoolBlocks, padBlocks } from '../../../onnx/blocked-layout'
import { liesApart, type Window } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'
import { splitBy, stepsTo } from './max-pool-gradient'

/** Most taps of a window: each is an image to compare. */
const mostTaps = 9

/** Whether windows lie side by side, without padding or dilation. */
export const isOfTiles = (window: Window): boolean =>
  liesApart(window) && elementCount(window.kernel) <= mostTaps && window.kernel.every((size, axis) => window.strides[axis] === size)

/**
 * The first tap of a window, row-major, that equals the maximum takes the gradient, as in `gradientByTaps`: the first row whose maximum is that of the window,
 * and of that row the first tap that is its maximum. An axis by itself compares pairs, where all taps at once would each be compared with the maximum.
 * @param x [N, C, height, width] in blocks, as are
 * @param y the pooled x, and
 * @param grad the gradient by y
 */
export function gradientOfTiles(g: GraphBuilder, x: Value, y: Value, grad: Value, window: Window): Value {
  const [rows = 1, columns = 1] = window.kernel
  const size = [1, columns]
  const maximaOfRows = rows === 1 ? y : columns === 1 ? x : maxPoolBlocks(g, x, { ...window, kernel: size, strides: size })
  return gradientAlong(g, 1, columns, { x, maxima: maximaOfRows, grad: gradientAlong(g, 0, rows, { x: maximaOfRows, maxima: y, grad }) })
}

/** Images in blocks, the maxima of each window of them along one axis, and the gradient by these. */
interface Pooled {
  readonly x: Value
  readonly maxima: Value
  readonly grad: Value
}

/** The gradient by x. @param axis 0 along the height, 1 along the width @param size of a window along the axis */
function gradientAlong(g: GraphBuilder, axis: 0 | 1, size: number, { x, maxima, grad }: Pooled): Value {
  if (size === 1) return grad
  const isMaximum = (tap: number): Value =>
    size === 2 ? firstOfPairIsMaximum(g, x, axis) : stepsTo(g, everyPixel(g, x, along(axis, size, 1), along(axis, tap, 0)), maxima)
  let left = grad
  const taken = Array.from({ length: size - 1 }, (_, tap) => {
    const { share, rest } = splitBy(g, left, isMaximum(tap))
    left = rest
    return share
  })
  const shares = [...taken, left]
  const spread = interleavePixels(g, axis === 0 ? shares.map((share) => [share]) : [shares])
  return padBlocks(g, spread, [0, 0], x.shape.slice(2).map((count, place) => count - (spread.shape[place + 2] ?? 0)))
}

/** A number along an axis, another along the other one. */
const along = (axis: 0 | 1, number: number, other: number): readonly number[] => (axis === 0 ? [number, other] : [other, number])
