// Shape inference of operators that move elements without computing with them.
import { intAttribute, intsAttribute, requiredInput } from '../graph'
import { DYNAMIC, elementCount, toNumbers, type Shape, type Tensor } from '../tensor'
import { broadcastShapes } from './elementwise'
import type { InferenceContext, InferShapes } from './inference'

function constantInput(node: InferenceContext, index: number): Tensor | undefined {
  const value = node.inputs[index]
  if (!value) return undefined
  const tensor = node.constantOf(value)
  if (!tensor) throw new Error(`input ${index} of ${node.operator} must be constant`)
  return tensor
}

function constantNumbers(node: InferenceContext, index: number): number[] {
  const tensor = constantInput(node, index)
  if (!tensor) throw new Error(`${node.operator} lacks its input ${index}`)
  return toNumbers(tensor)
}

const product = (shape: Shape): number => (shape.includes(DYNAMIC) ? DYNAMIC : elementCount(shape))

/** Flatten into a matrix: dimensions before `axis`, and the rest. */
export const inferFlatten: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = intAttribute(node, 'axis', 1)
  return [{ type, shape: [product(shape.slice(0, axis)), product(shape.slice(axis))] }]
}

/** Reshape: 0 keeps a dimension, one -1 takes what is left. */
export const inferReshape: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const target = constantNumbers(node, 1).map((size, axis) => (size === 0 ? (shape[axis] ?? 0) : size))
  const open = target.indexOf(-1)
  if (open < 0 || shape.includes(DYNAMIC)) return [{ type, shape: target }]
  const rest = elementCount(target.filter((_, axis) => axis !== open))
  const whole = elementCount(shape)
  if (whole % rest !== 0) throw new Error(`[${shape.join(', ')}] does not reshape to [${target.join(', ')}]`)
  return [{ type, shape: target.with(open, whole / rest) }]
}

export const inferTranspose: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const order = intsAttribute(node, 'perm', shape.map((_, axis) => axis).reverse())
  return [{ type, shape: order.map((axis) => shape[axis] ?? DYNAMIC) }]
}

export const inferConcat: InferShapes = (node) => {
  const first = requiredInput(node, 0)
  const axis = normalized(intAttribute(node, 'axis', 0), first.shape)
  const size = node.inputs.reduce((sum, value) => sum + (value?.shape[axis] ?? 0), 0)
  return [{ type: first.type, shape: first.shape.with(axis, size) }]
}

/** Slice with constant starts, ends, axes and steps; negative steps read backwards. */
export const inferSlice: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const starts = constantNumbers(node, 1)
  const ends = constantNumbers(node, 2)
  const axes = node.inputs[3] ? constantNumbers(node, 3) : starts.map((_, axis) => axis)
  const steps = node.inputs[4] ? constantNumbers(node, 4) : starts.map(() => 1)
  const sizes = [...shape]
  axes.forEach((given, index) => {
    const axis = normalized(given, shape)
    const size = shape[axis] ?? 0
    const step = steps[index] ?? 1
    // Reading backwards, the first element is one of the slice, and the end may lie one before the first element.
    const high = step > 0 ? size : size - 1
    const clamp = (bound: number, low: number) => Math.min(Math.max(bound < 0 ? bound + size : bound, low), high)
    const span = clamp(ends[index] ?? 0, step > 0 ? 0 : -1) - clamp(starts[index] ?? 0, 0)
    sizes[axis] = Math.max(0, Math.ceil(span / step))
  })
  return [{ type, shape: sizes }]
}

/** Pad with constant pads: all begins, then all ends. */
export const inferPad: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const pads = constantNumbers(node, 1)
  return [{ type, shape: shape.map((size, axis) => size + (pads[axis] ?? 0) + (pads[axis + shape.length] ?? 0)) }]
}

/** Gather slices along `axis`: the axis is replaced by the shape of the indices. */
export const inferGather: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  const axis = normalized(intAttribute(node, 'axis', 0), shape)
  return [{ type, shape: shape.toSpliced(axis, 1, ...requiredInput(node, 1).shape) }]
}

export const inferExpand: InferShapes = (node) => {
  const { type, shape } = requiredInput(node, 0)
  return [{ type, shape: broadcastShapes(shape, constantNumbers(node, 1)) }]
}

/** Resize to constant sizes (input 3). */
export const inferResize: InferShapes = (node) => [{ type: requiredInput(node, 0).type, shape: constantNumbers(node, 3) }]

function normalized(axis: number, shape: Shape): number {
  return axis < 0 ? axis + shape.length : axis
}
