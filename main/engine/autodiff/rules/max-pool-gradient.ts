// Gradient of a max-pool tap by tap: for devices whose MaxPool gives no indices, or whose scatter adds in no fixed order, and where a plan says so.
import { ints, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, concat, equal, mul, pad, reshape, scalarLike, slice, sub, unitStep, where, zerosLike } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { reachOf, type Window } from '../../../onnx/shape-inference/window'
import { elementCount, int64 } from '../../../onnx/tensor'
import { offsets, tapsOf } from './taps'

/** Value of the padding: the lowest float32 number, so that padding is never above an element. In float16 it becomes minus infinity. */
const lowest = -3.4028234663852886e38

/**
 * Goes through the taps of the window, row-major. At every position a tap compares its element with the maximum; the first tap that equals it
 * takes the whole gradient of that position. Shares of an element are added in the same order in every run.
 * @param x [N, C, spatial...]
 * @param y the pooled x, [N, C, positions...]
 * @param grad gradient by y
 * @returns the gradient by x
 */
export function gradientByTaps(g: GraphBuilder, x: Value, y: Value, grad: Value, window: Window, splitting: Splitting = byChoice): Value {
  const padded = paddedInput(g, x, y.shape.slice(2), window)
  // With ceil_mode, ONNX's shape inference counts a last window that begins in the padding; ONNX Runtime, and the standard, leave it out.
  const maxima = window.ceilMode ? g.node('Reshape', [y, g.constant(int64(y.shape))]) : y
  const split = splitting(g, grad)
  const places = offsets(window.kernel).map((tap) => tap.map((step, axis) => step * (window.dilations[axis] ?? 1)))
  let left = grad
  const shares = tapsOf(g, padded, y.shape.slice(2), window).map((seen, tap) => {
    const { share, rest } = split(left, seen, maxima)
    left = rest
    return { offset: places[tap] ?? [], share }
  })
  return cropped(g, sumOfShares(g, shares, padded, window.strides), x, window)
}

/** Splits a gradient into the share of places where a tap sees the maximum, and the rest. */
type Split = (grad: Value, seen: Value, maxima: Value) => { readonly share: Value; readonly rest: Value }

/** @param like a gradient of the type of those to be split */
export type Splitting = (g: GraphBuilder, like: Value) => Split

const byChoice: Splitting = (g, like) => {
  const zero = scalarLike(g, like, 0)
  return (grad, seen, maxima) => {
    const isMaximum = equal(g, seen, maxima)
    return { share: where(g, isMaximum, grad, zero), rest: where(g, isMaximum, zero, grad) }
  }
}

/** By a factor of 1 or 0 from the difference to the maximum: on the CPU several times as fast as comparing and choosing. */
export const bySteps: Splitting = (g) => (grad, seen, maxima) => splitBy(g, grad, stepsTo(g, seen, maxima))

/** Splits a gradient by a factor of 1 where a tap takes it, and 0 elsewhere. */
export function splitBy(g: GraphBuilder, grad: Value, factor: Value): ReturnType<Split> {
  const share = mul(g, grad, factor)
  return { share, rest: sub(g, grad, share) }
}

/** 1 where a value equals its maximum, 0 where it is below. Equal infinities have no difference, and become NaN. */
export const stepsTo = (g: GraphBuilder, seen: Value, maxima: Value): Value => unitStep(g, sub(g, seen, maxima), 1)

/**
 * Gradient of GlobalMaxPool: one axis after the other, the last one first, because a window as large as the image has far too many taps.
 * Of equal elements the first one takes the gradient, as in {@link gradientByTaps}.
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

/** The input, padded with {@link lowest} as far as windows reach. */
function paddedInput(g: GraphBuilder, x: Value, positions: readonly number[], window: Window): Value {
  const { strides, padBegin } = window
  const begin = positions.map((_, axis) => padBegin[axis] ?? 0)
  const end = positions.map((count, axis) => {
    const reached = (count - 1) * (strides[axis] ?? 1) + reachOf(window, axis)
    return Math.max(0, reached - (begin[axis] ?? 0) - (x.shape[axis + 2] ?? 0))
  })
  return pad(g, x, [0, 0, ...begin], [0, 0, ...end], scalarLike(g, x, lowest))
}

/** The share of the gradient that one tap takes at each position of the window, and the tap's offset from the window's first element. */
interface Share {
  readonly offset: readonly number[]
  readonly share: Value
}

/**
 * Sums the shares of each element of the padded input. Along one axis, the tap at offset o of window i is element i * stride + o. Elements
 * of equal remainder modulo the stride form a lattice with as many places as there are windows (or more), where the tap's shares lie
 * contiguous, shifted by floor(o / stride). With stride 2 and taps 0, 1, 2:
 *
 *     element    0    1    2    3    4          window i covers elements 2 i .. 2 i + 2
 *     lattice 0  t0        t0        .          shares of tap 0
 *                .         t2        t2         shares of tap 2, shifted by one place; added to those of tap 0
 *     lattice 1       t1        t1              shares of tap 1
 *
 * The lattices are then interleaved, axis by axis.
 */
function sumOfShares(g: GraphBuilder, shares: readonly Share[], padded: Value, strides: readonly number[]): Value {
  const [n = 0, channels = 0, ...sizes] = padded.shape
  /** Places of a lattice along each axis. */
  const counts = sizes.map((size, axis) => Math.ceil(size / (strides[axis] ?? 1)))
  /** [N, C, counts...]: the sum of the shares whose offsets have these remainders. */
  const lattice = (remainders: readonly number[]): Value => {
    const own = shares.filter(({ offset }) => offset.every((step, axis) => step % (strides[axis] ?? 1) === remainders[axis]))
    const [first, ...others] = own.map(({ offset, share }) => {
      const begin = offset.map((step, axis) => Math.floor(step / (strides[axis] ?? 1)))
      const end = begin.map((before, axis) => (counts[axis] ?? 0) - before - (share.shape[axis + 2] ?? 0))
      return pad(g, share, [0, 0, ...begin], [0, 0, ...end])
    })
    return first ? others.reduce((sum, value) => add(g, sum, value), first) : zerosLike(g, padded, [n, channels, ...counts])
  }
  /** The elements with these remainders along the first axes, and any along the others. */
  const elementsWith = (remainders: readonly number[]): Value => {
    const axis = remainders.length
    const stride = strides[axis]
    if (stride === undefined) return lattice(remainders)
    const byRemainder = Array.from({ length: stride }, (_, next) => elementsWith([...remainders, next]))
    return interleave(g, byRemainder, { leading: [n, channels], counts, strides, axis })
  }
  return elementsWith([])
}

/** Values to be interleaved along `axis`: still lattices along the axes before it, and interleaved already along the axes behind it. */
interface Interleaving {
  /** Images and channels. */
  readonly leading: readonly [number, number]
  readonly counts: readonly number[]
  readonly strides: readonly number[]
  readonly axis: number
}

/**
 * Interleaves values a, b, ... along an axis to a0 b0 ... a1 b1 ...: each value is reshaped to [outer, 1, inner], and all are joined along the
 * middle axis.
 */
function interleave(g: GraphBuilder, values: readonly Value[], { leading, counts, strides, axis }: Interleaving): Value {
  const [n, channels] = leading
  const outer = n * channels * elementCount(counts.slice(0, axis + 1))
  const inner = elementCount(counts.slice(axis + 1).map((count, later) => count * (strides[axis + 1 + later] ?? 1)))
  const columns = values.map((value) => reshape(g, value, [outer, 1, inner]))
  const joined = concat(g, columns, 1)
  return reshape(g, joined, [n, channels, ...counts.map((count, index) => (index < axis ? count : count * (strides[index] ?? 1)))])
}

/** The gradient without its padding; elements that no window reaches get zeros. */
function cropped(g: GraphBuilder, gradPadded: Value, x: Value, { padBegin }: Window): Value {
  const ranges = x.shape.slice(2).map((size, axis) => {
    const start = padBegin[axis] ?? 0
    return { axis: axis + 2, start, end: Math.min(start + size, gradPadded.shape[axis + 2] ?? 0) }
  })
  const superfluous = ranges.filter(({ axis, start, end }) => start > 0 || end < (gradPadded.shape[axis] ?? 0))
  const part = superfluous.length > 0 ? slice(g, gradPadded, superfluous) : gradPadded
  return pad(g, part, x.shape.map(() => 0), x.shape.map((size, axis) => size - (part.shape[axis] ?? 0)))
}
