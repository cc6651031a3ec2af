// Multiply-adds of an operator: the products that it sums, biases and padding's zeros counted as they are computed.
import { firstOutput, requiredInput, type Node } from '../onnx/graph'
import type { Operator } from '../onnx/operators'
import { elementCount } from '../onnx/tensor'

type Multiplying = Extract<Operator, 'Conv' | 'ConvTranspose' | 'Gemm' | 'MatMul'>

/** How often each operator that multiplies does so. */
const counts: Readonly<Record<Multiplying, (node: Node) => number>> = {
  /** Each element of the output sums over the channels of its group and a window: W [M, C / group, kernel...]. */
  Conv: (node) => elementCount(firstOutput(node).shape) * elementCount(requiredInput(node, 1).shape.slice(1)),
  /** Each element of the input is spread over the outputs of its group and a window: W [C, M / group, kernel...]. */
  ConvTranspose: (node) => elementCount(requiredInput(node, 0).shape) * elementCount(requiredInput(node, 1).shape.slice(1)),
  /** [M, K] times [K, N], either of them transposed or not. */
  Gemm: (node) => {
    const [rows = 0, columns = 0] = firstOutput(node).shape
    return (elementCount(requiredInput(node, 0).shape) / rows) * rows * columns
  },
  /** [..., M, K] times [..., K, N], leading dimensions broadcast. */
  MatMul: (node) => elementCount(firstOutput(node).shape) * (requiredInput(node, 0).shape.at(-1) ?? 0),
}

const isMultiplying = (operator: Operator): operator is Multiplying => operator in counts

/** Multiply-adds of a node for the whole batch; 0 of operators that only add, compare or move. */
export function multiplyAdds(node: Node): number {
  return isMultiplying(node.operator) ? counts[node.operator](node) : 0
}
