// Shape inference of operators that reduce axes.
import { intAttribute, requiredInput } from '../graph'
import { toNumbers, type Shape } from '../tensor'
import type { InferShapes } from './inference'

function reduce(shape: Shape, axes: readonly number[], keep: boolean): Shape {
  const reduced = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)))
  return shape.flatMap((size, axis) => (reduced.has(axis) ? (keep ? [1] : []) : [size]))
}

/** ReduceSum: the axes are a constant input; left out, all are reduced. */
export const inferReduce: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const axesInput = node.inputs[1]
  const axes = axesInput ? node.constantOf(axesInput) : undefined
  if (axesInput && !axes) throw new Error('the axes of a reduction must be constant')
  const list = axes ? toNumbers(axes) : x.shape.map((_, axis) => axis)
  return [{ type: x.type, shape: reduce(x.shape, list, intAttribute(node, 'keepdims', 1) === 1) }]
}

/** ArgMax along the attribute `axis`: int64 positions. */
export const inferArgMax: InferShapes = (node) => {
  const x = requiredInput(node, 0)
  const axes = [intAttribute(node, 'axis', 0)]
  return [{ type: 'int64', shape: reduce(x.shape, axes, intAttribute(node, 'keepdims', 1) === 1) }]
}
