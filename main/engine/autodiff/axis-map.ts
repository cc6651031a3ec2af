// Linear maps along one axis, as resizing and reflecting padding are: products with a matrix, and gradients by products with the transposed one.
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

/** Every output of the map: [..., inputs, ...] -> [..., outputs, ...]. */
export function mapAxis(g: GraphBuilder, x: Value, { axis, inputs, rows }: AxisMap): Value {
  const weights = new Float32Array(rows.length * inputs)
  rows.forEach((terms, output) => {
    for (const { input, weight } of terms) weights[output * inputs + input] = (weights[output * inputs + input] ?? 0) + weight
  })
  return alongAxis(g, x, axis, weights, rows.length)
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
  return alongAxis(g, grad, axis, weights, inputs)
}

/** The product of a matrix [size, elements of the axis] with every column along an axis. */
function alongAxis(g: GraphBuilder, x: Value, axis: number, matrix: Float32Array, size: number): Value {
  const extent = x.shape[axis] ?? 0
  const weights = g.constant(float32(matrix, [size, extent]), 'axis_map')
  const inner = elementCount(x.shape.slice(axis + 1))
  const product = matMul(g, weights, reshape(g, x, [elementCount(x.shape.slice(0, axis)), extent, inner]))
  return reshape(g, product, x.shape.with(axis, size))
}
