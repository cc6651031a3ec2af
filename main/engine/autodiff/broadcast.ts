// Broadcasting in the backward pass: gradients of operands that were repeated, and products with gradients that are repeated values.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { mul, reduceSum, reshape } from '../../onnx/operations'
import type { Shape } from '../../onnx/tensor'
import { plainOf } from './layout'

/** Sums a gradient over the axes along which an operand of this shape was broadcast. */
export function sumTo(g: GraphBuilder, grad: Value, shape: Shape): Value {
  const aligned = grad.shape.map((_, axis) => shape[axis - grad.shape.length + shape.length] ?? 1)
  const broadcast = aligned.flatMap((size, axis) => (size === 1 && grad.shape[axis] !== 1 ? [axis] : []))
  return broadcast.length === 0 ? reshape(g, grad, shape) : reshape(g, reduceSum(g, plainOf(g, grad), broadcast), shape)
}

/** The product of two values of one shape. A gradient that is an expanded value is multiplied in its smaller shape, which broadcasts. */
export function mulRepeated(g: GraphBuilder, grad: Value, other: Value): Value {
  const shaping = g.producerOf(grad)
  const repeated = (shaping?.operator === 'Reshape' ? shaping.inputs[0] : null) ?? grad
  const expansion = g.producerOf(repeated)
  const single = expansion?.operator === 'Expand' && expansion.inputs[0]
  return single ? reshape(g, mul(g, single, reshape(g, other, repeated.shape)), grad.shape) : mul(g, grad, other)
}
