// Costs of operators that move elements, of reductions and of resizing.
import { intAttribute, requiredInput, stringAttribute, type Node } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'
import { inputCount, inputsOf, noGradient, noWork, operations, outputCount, type OperatorCost } from './operator-cost'

/** The same elements in the same order under another shape. */
export const view: OperatorCost = {
  isView: true,
  forward: () => noWork,
  gradient: (_, index) => (index > 0 ? null : { ...noWork, reads: [], isShared: true }),
}

/** Copies elements forward, and their gradients back. @param dataInputs number of leading inputs that are data; by default all inputs are */
const copying = (dataInputs = Infinity): OperatorCost => ({
  forward: () => noWork,
  gradient: (_, index) => (index < dataInputs ? { ...noWork, reads: [] } : null),
})

export const concat = copying()
export const copy = copying(1)

/** Copies elements several times; their gradients are sums. */
export const repetition: OperatorCost = {
  forward: () => noWork,
  gradient: (node, index) => (index > 0 ? null : { ...operations(outputCount(node)), reads: [] }),
}

/** Copies elements of the third input to places of the first, or adds them there. */
export const scatter: OperatorCost = {
  forward: (node) => operations(stringAttribute(node, 'reduction', 'none') === 'none' ? 0 : elementCount(requiredInput(node, 2).shape)),
  gradient: (node, index) => (index === 1 ? null : { ...noWork, reads: inputsOf(node, 1) }),
}

/** One addition for each element; back, the gradient is copied to every place. */
export const reduceSum: OperatorCost = {
  forward: (node) => operations(inputCount(node) - outputCount(node)),
  gradient: (_, index) => (index > 0 ? null : { ...noWork, reads: [] }),
}

/** The additions of a sum, and one quotient for each result. */
export const reduceMean: OperatorCost = {
  forward: (node) => operations(inputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations(outputCount(node)), reads: [] }),
}

/** One comparison for each element; back, another one finds the elements that equal the result, which get the gradient. */
export const reduceExtremum: OperatorCost = {
  forward: (node) => operations(inputCount(node) - outputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations(inputCount(node)), reads: [...inputsOf(node, 0), ...node.outputs.slice(0, 1)] }),
}

/**
 * One product for each element. Back, the gradient is that of the output times the product of the other factors: zeros are found and counted
 * (comparison, sum), the others multiplied, and for each element there are a difference, a comparison, a quotient and a product.
 */
export const reduceProduct: OperatorCost = {
  forward: (node) => operations(inputCount(node) - outputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations(7 * inputCount(node)), reads: inputsOf(node, 0) }),
}

/** One addition for each element, forward and back. */
export const cumulativeSum: OperatorCost = {
  forward: (node) => operations(outputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations(outputCount(node)), reads: [] }),
}

/** At least one comparison for each element; back, the gradient is copied to the places of the largest, which are kept. */
export const topK: OperatorCost = {
  forward: (node) => operations(inputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...noWork, reads: [], mask: { elements: outputCount(node), as: 'number' } }),
}

/** Places of maxima: comparisons, without a gradient. */
export const argMax: OperatorCost = {
  forward: (node) => operations(inputCount(node) - outputCount(node)),
  gradient: noGradient,
}

/** Elements of the input in the weighted sum of one element of the output, along one axis. */
const tapsByMode: Readonly<Record<string, number>> = { nearest: 1, linear: 2, cubic: 4 }

/** Taps over all axes whose size changes. With antialiasing, an axis has as many more as it gets shorter. */
function tapsOf(node: Node): number {
  const [from, to] = [requiredInput(node, 0).shape, node.outputs[0]?.shape ?? []]
  const taps = tapsByMode[stringAttribute(node, 'mode', 'nearest')] ?? 1
  const widens = intAttribute(node, 'antialias', 0) === 1
  return from.reduce((product, size, axis) => {
    const resized = to[axis] ?? size
    return size === resized ? product : product * Math.ceil(taps * (widens ? Math.max(1, size / resized) : 1))
  }, 1)
}

/** With t taps, t products and t - 1 sums forward, t products and t sums back. A single tap is copied forward, and takes one sum back. */
export const resize: OperatorCost = {
  forward: (node) => operations((tapsOf(node) === 1 ? 0 : 2 * tapsOf(node) - 1) * outputCount(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations((tapsOf(node) === 1 ? 1 : 2 * tapsOf(node)) * outputCount(node)), reads: [] }),
}
