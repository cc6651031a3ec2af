// The gradient of a max-pool where the provider tells no indices, or adds what it scatters in no fixed order.
import { ints, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, concat, equal, pad, reshape, scalarLike, slice, where, zerosLike } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { reachOf, type Window } from '../../../onnx/shape-inference/window'
import { elementCount, int64 } from '../../../onnx/tensor'
import { offsets, tapsOf } from './taps'

/** Float32's lowest number: less than anything that a window sees. In float16 it becomes minus infinity. */
const lowest = -3.4028234663852886e38

/**
 * Every tap of the window, row-major, compares what it sees with the maximum and takes the gradient where it is equal and no tap before has
 * taken it, so that of equal elements the first one gets all. The sum of what an element gets has the same order in every run.
 * @param x [N, C, spatial...]
 * @param y its pool, [N, C, positions...]
 * @param grad of y
 * @returns the gradient by x
 */
export function gradientByTaps(g: GraphBuilder, x: Value, y: Value, grad: Value, window: Window): Value {
  const padded = paddedInput(g, x, y.shape.slice(2), window)
  // With ceil_mode, ONNX's shape inference counts a last window that begins in the padding; ONNX Runtime, and the standard, leave it out.
  const maxima = window.ceilMode ? g.node('Reshape', [y, g.constant(int64(y.shape))]) : y
  const zero = scalarLike(g, grad, 0)
  const places = offsets(window.kernel).map((tap) => tap.map((step, axis) => step * (window.dilations[axis] ?? 1)))
  let left = grad
  const shares = tapsOf(g, padded, y.shape.slice(2), window).map((seen, tap) => {
    const isMaximum = equal(g, seen, maxima)
    const share = where(g, isMaximum, left, zero)
    left = where(g, isMaximum, zero, left)
    return { offset: places[tap] ?? [], share }
  })
  return cropped(g, sumOfShares(g, shares, padded, window.strides), x, window)
}

/**
 * The gradient of the maximum of each image and channel: axis by axis, the last one first, as the taps of a window as large as the image
 * would be far too many. The first of equal elements is the same.
 * @param x [N, C, spatial...]
 * @param y [N, C, 1...]
 */
export function gradientByAxes(g: GraphBuilder, x: Value, y: Value, grad: Value): Value {
  const axis = x.shape.findLastIndex((size, index) => index > 1 && size > 1)
  if (axis < 0) return grad
  const attributes = { kernel_shape: ints(x.shape.slice(2).map((size, index) => (index + 2 === axis ? size : 1))) }
  const rows = g.node('MaxPool', [x], attributes)
  const window = poolWindowOf({ operator: 'MaxPool', inputs: [x], attributes })
  return gradientByTaps(g, x, rows, gradientByAxes(g, rows, y, grad), window)
}

/** The input with the lowest number around it, as far as windows reach. */
function paddedInput(g: GraphBuilder, x: Value, positions: readonly number[], window: Window): Value {
  const { strides, padBegin } = window
  const begin = positions.map((_, axis) => padBegin[axis] ?? 0)
  const end = positions.map((count, axis) => {
    const reached = (count - 1) * (strides[axis] ?? 1) + reachOf(window, axis)
    return Math.max(0, reached - (begin[axis] ?? 0) - (x.shape[axis + 2] ?? 0))
  })
  return pad(g, x, [0, 0, ...begin], [0, 0, ...end], scalarLike(g, x, lowest))
}

/** What a tap takes of the gradient at each position, and how far behind the window's beginning the tap lies. */
interface Share {
  readonly offset: readonly number[]
  readonly share: Value
}

/**
 * Adds up what each element of the padded input gets. Elements are sorted by their place within a stride: those of one place form a
 * lattice as coarse as the positions, on which the shares of its taps are shifted and added; then the lattices are woven into one another.
 */
function sumOfShares(g: GraphBuilder, shares: readonly Share[], padded: Value, strides: readonly number[]): Value {
  const [n = 0, channels = 0, ...sizes] = padded.shape
  const counts = sizes.map((size, axis) => Math.ceil(size / (strides[axis] ?? 1)))
  const lattice = (place: readonly number[]): Value => {
    const own = shares.filter(({ offset }) => offset.every((step, axis) => step % (strides[axis] ?? 1) === place[axis]))
    const [first, ...others] = own.map(({ offset, share }) => {
      const begin = offset.map((step, axis) => Math.floor(step / (strides[axis] ?? 1)))
      const end = begin.map((before, axis) => (counts[axis] ?? 0) - before - (share.shape[axis + 2] ?? 0))
      return pad(g, share, [0, 0, ...begin], [0, 0, ...end])
    })
    return first ? others.reduce((sum, value) => add(g, sum, value), first) : zerosLike(g, padded, [n, channels, ...counts])
  }
  const woven = (place: readonly number[]): Value => {
    const axis = place.length
    const stride = strides[axis]
    if (stride === undefined) return lattice(place)
    const parts = Array.from({ length: stride }, (_, next) => woven([...place, next]))
    const outer = n * channels * elementCount(counts.slice(0, axis + 1))
    const inner = elementCount(counts.slice(axis + 1).map((count, later) => count * (strides[axis + 1 + later] ?? 1)))
    const side = concat(
      g,
      parts.map((part) => reshape(g, part, [outer, 1, inner])),
      1,
    )
    return reshape(g, side, [n, channels, ...counts.map((count, index) => (index < axis ? count : count * (strides[index] ?? 1)))])
  }
  return woven([])
}

/** The part of the padded input that is the input; elements behind the last lattice, which no window reaches, get zeros. */
function cropped(g: GraphBuilder, gradPadded: Value, x: Value, { padBegin }: Window): Value {
  const ranges = x.shape.slice(2).map((size, axis) => {
    const start = padBegin[axis] ?? 0
    return { axis: axis + 2, start, end: Math.min(start + size, gradPadded.shape[axis + 2] ?? 0) }
  })
  const superfluous = ranges.filter(({ axis, start, end }) => start > 0 || end < (gradPadded.shape[axis] ?? 0))
  const part = superfluous.length > 0 ? slice(g, gradPadded, superfluous) : gradPadded
  return pad(g, part, x.shape.map(() => 0), x.shape.map((size, axis) => size - (part.shape[axis] ?? 0)))
}
