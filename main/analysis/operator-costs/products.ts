// Costs of convolutions and matrix products. Zeros of the padding count as pixels do; the sum with a bias is part of the multiply-adds.
import { firstOutput, requiredInput, type Node } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'
import { inputsOf, outputCount, type OperatorCost, type Work } from './operator-cost'

/**
 * A product of two inputs, and a bias. By the product rule, the gradient by either input takes as many multiply-adds as the forward pass; the
 * gradient by the bias is a sum of the output's gradient.
 */
const product = (multiplyAdds: (node: Node) => number): OperatorCost => {
  const work = (node: Node): Work => ({ multiplyAdds: multiplyAdds(node), operations: 0 })
  return {
    forward: work,
    gradient: (node, index) => (index < 2 ? { ...work(node), reads: inputsOf(node, 1 - index) } : { multiplyAdds: 0, operations: outputCount(node), reads: [] }),
  }
}

/** Each element of the output sums over the channels of its group and a window: W [M, C / group, kernel...]. */
export const conv = product((node) => outputCount(node) * elementCount(requiredInput(node, 1).shape.slice(1)))

/** Each element of the input is spread over the outputs of its group and a window: W [C, M / group, kernel...]. */
export const convTranspose = product((node) => elementCount(requiredInput(node, 0).shape) * elementCount(requiredInput(node, 1).shape.slice(1)))

/** [M, K] times [K, N]; either operand may be stored transposed. */
export const gemm = product((node) => {
  const [rows = 0, columns = 0] = firstOutput(node).shape
  return (elementCount(requiredInput(node, 0).shape) / rows) * rows * columns
})

/** [..., M, K] times [..., K, N], leading dimensions broadcast. */
export const matMul = product((node) => outputCount(node) * (requiredInput(node, 0).shape.at(-1) ?? 0))
