// Broadcasting seen from behind: what an operand that was repeated gets of the gradient.
import type { Value } from '../onnx/graph'
import type { GraphBuilder } from '../onnx/graph-builder'
import { reduceSum, reshape } from '../onnx/operations'
import type { Shape } from '../onnx/tensor'

/** Sums a gradient over the axes along which an operand of this shape was broadcast. */
export function sumTo(g: GraphBuilder, grad: Value, shape: Shape): Value {
  const aligned = grad.shape.map((_, axis) => shape[axis - grad.shape.length + shape.length] ?? 1)
  const broadcast = aligned.flatMap((size, axis) => (size === 1 && grad.shape[axis] !== 1 ? [axis] : []))
  return reshape(g, reduceSum(g, grad, broadcast), shape)
}
