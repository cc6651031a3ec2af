// Linear maps along one axis, as resizing and reflecting padding are: the gradient is the product with the transposed matrix.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { matMul, reshape } from '../../onnx/operations'
import { elementCount, float32 } from '../../onnx/tensor'

/** Every output along `axis` as a weighted sum of inputs along it. */
export interface AxisMap {
  readonly axis: number
  /** Number of inputs along the axis. */
  readonly inputs: number
  /** For every output, the inputs that it is made of, an input perhaps more than once. */
  readonly rows: readonly (readonly Term[])[]
}

export interface Term {
  readonly input: number
  readonly weight: number
}

/**
 * The gradient by the input of such a map.
 * @param grad of its output, [..., outputs, ...]
 * @returns [..., inputs, ...]
 */
export function gradOfAxisMap(g: GraphBuilder, grad: Value, { axis, inputs, rows }: AxisMap): Value {
  const weights = new Float32Array(inputs * rows.length)
  rows.forEach((terms, output) => {
    for (const { input, weight } of terms) weights[input * rows.length + output] = (weights[input * rows.length + output] ?? 0) + weight
  })
  const transposed = g.constant(float32(weights, [inputs, rows.length]), 'axis_map')
  const inner = elementCount(grad.shape.slice(axis + 1))
  const product = matMul(g, transposed, reshape(g, grad, [elementCount(grad.shape.slice(0, axis)), rows.length, inner]))
  return reshape(g, product, grad.shape.with(axis, inputs))
}
