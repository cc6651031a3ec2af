// A matrix product and a sum with another matrix as two operators, for devices where the product of both copies the other matrix first.
import { float, floatAttribute, requiredInput } from '../../onnx/graph'
import type { Substitute } from '../../onnx/graph-builder'
import { add, scale } from '../../onnx/operations'

/**
 * Takes the place of Gemm: alpha A' B', then beta C is added. A bias, which is repeated along the rows, stays in the product. ONNX Runtime's CUDA provider copies C to the output and
 * adds the product there; the copy costs as much as the sum's own pass over memory, and only a measurement tells which is faster.
 */
export const sumBesideProduct: Substitute = (g, node) => {
  const [a, b, c] = [requiredInput(node, 0), requiredInput(node, 1), node.inputs[2]]
  const whole = g.plainNode('Gemm', node.inputs, node.attributes, { name: node.name })
  if (!c || c.shape.length !== whole.shape.length || c.shape.some((size, axis) => size !== whole.shape[axis])) return whole
  const product = g.plainNode('Gemm', [a, b], { ...node.attributes, beta: float(1) }, { name: node.name })
  return add(g, product, scale(g, c, floatAttribute(node, 'beta', 1)))
}
