// Geometry of Slice and Pad: the range taken of each axis, and the padding around it.
import { phrase } from '@language/phrase'
import { requiredInput, stringAttribute } from '../graph'
import { DYNAMIC, type Shape } from '../tensor'
import { axisOf, constantNumbers, optionalNumbers, type InferenceContext, type InferShapes } from './inference'

/** The range that a slice takes of one axis: `count` elements from `first` on, every `step`-th; a negative step reads backwards. */
export interface AxisSlice {
  readonly axis: number
  readonly first: number
  readonly step: number
  readonly count: number
}

/** The ranges that a Slice node takes of its axes: by constant starts, ends, axes and steps, limited to the size of the axis. */
export function slicesOf(node: InferenceContext): readonly AxisSlice[] {
  const { shape } = requiredInput(node, 0)
  const starts = constantNumbers(node, 1)
  const ends = constantNumbers(node, 2)
  const axes = optionalNumbers(node, 3) ?? starts.map((_, axis) => axis)
  const steps = optionalNumbers(node, 4) ?? starts.map(() => 1)
  if ([ends, axes, steps].some((list) => list.length !== starts.length)) throw new Error(phrase('a Slice has {starts} starts, {ends} ends, {axes} axes and {steps} steps', { starts: starts.length, ends: ends.length, axes: axes.length, steps: steps.length }))
  if (steps.includes(0)) throw new Error(phrase('a Slice has a step of 0'))
  const counted = axes.map((axis) => axisOf(axis, shape.length))
  if (new Set(counted).size < counted.length) throw new Error(phrase('the axes {axes} are not all different', { axes: axes.join(', ') }))
  return counted.map((axis, index) => {
    const size = shape[axis] ?? 0
    const step = steps[index] ?? 1
    // Backwards, `start` is at most the last element, and `end` may be one before the first.
    const high = step > 0 ? size : size - 1
    const clamp = (bound: number, low: number) => Math.min(Math.max(bound < 0 ? bound + size : bound, low), high)
    const first = clamp(starts[index] ?? 0, 0)
    const span = clamp(ends[index] ?? 0, step > 0 ? 0 : -1) - first
    return { axis, first, step, count: Math.max(0, Math.ceil(span / step)) }
  })
}

export const inferSlice: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape: slicesOf(node).reduce((cut: Shape, { axis, count }) => cut.with(axis, count), shape) }]
}

/** Elements that a Pad node adds at both ends of each axis; a negative count removes elements. */
export interface Padding {
  readonly begin: readonly number[]
  readonly end: readonly number[]
}

/** The padding of a Pad node: constant pads, for all axes or for those in input 3. */
export function paddingOf(node: InferenceContext): Padding {
  const { shape } = requiredInput(node, 0)
  const pads = constantNumbers(node, 1)
  const axes = (optionalNumbers(node, 3) ?? shape.map((_, axis) => axis)).map((axis) => axisOf(axis, shape.length))
  if (pads.length !== 2 * axes.length) throw new Error(phrase('{axes} axes are padded by {pads} counts', { axes: axes.length, pads: pads.length }))
  const of = (offset: number): number[] => shape.map((_, axis) => (axes.includes(axis) ? (pads[axes.indexOf(axis) + offset] ?? 0) : 0))
  return { begin: of(0), end: of(axes.length) }
}

const padModes = ['constant', 'reflect', 'edge']

export const inferPad: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const { begin, end } = paddingOf(node)
  const mode = stringAttribute(node, 'mode', 'constant')
  if (!padModes.includes(mode)) throw new Error(phrase('padding by {mode} is not supported', { mode }))
  if (mode === 'reflect' && shape.some((size, axis) => Math.max(begin[axis] ?? 0, end[axis] ?? 0) >= size)) {
    throw new Error(phrase('an axis is padded by more elements than it has to reflect'))
  }
  const padded = (size: number, axis: number): number => {
    const sum = size + (begin[axis] ?? 0) + (end[axis] ?? 0)
    if (sum < 0) throw new Error(phrase('padding by [{begin}] and [{end}] takes away more than there is', { begin: begin.join(', '), end: end.join(', ') }))
    return sum
  }
  return [{ type, shape: shape.map((size, axis) => (size === DYNAMIC ? DYNAMIC : padded(size, axis))) }]
}
