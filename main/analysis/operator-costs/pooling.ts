// Costs of pooling. A window that reaches into the padding counts as a whole one.
import { intsAttribute, type Node } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'
import { inputCount, inputsOf, operations, outputCount, type OperatorCost } from './operator-cost'

/** Elements of a window. */
const windowOf = (node: Node): number => elementCount(intsAttribute(node, 'kernel_shape', []))

/** Compares the elements of each window; the gradient of a maximum is added at its place, which takes a byte for each window. */
export const maxPool: OperatorCost = {
  forward: (node) => operations((windowOf(node) - 1) * outputCount(node)),
  gradient: (node) => ({ ...operations(outputCount(node)), reads: [], mask: { elements: outputCount(node), as: 'byte' } }),
}

/** Sums the elements of each window and divides; the gradient of a mean, divided, is added at each place of the window. */
export const averagePool: OperatorCost = {
  forward: (node) => operations(windowOf(node) * outputCount(node)),
  gradient: (node) => ({ ...operations((windowOf(node) + 1) * outputCount(node)), reads: [] }),
}

/** Compares all elements of a channel; back, another comparison of each element finds the place of the maximum, which gets the gradient. */
export const globalMaxPool: OperatorCost = {
  forward: (node) => operations(inputCount(node) - outputCount(node)),
  gradient: (node) => ({ ...operations(inputCount(node)), reads: [...inputsOf(node, 0), ...node.outputs.slice(0, 1)] }),
}

/** Sums all elements of a channel and divides; the gradient is divided and copied to every place. */
export const globalAveragePool: OperatorCost = {
  forward: (node) => operations(inputCount(node)),
  gradient: (node) => ({ ...operations(outputCount(node)), reads: [] }),
}
