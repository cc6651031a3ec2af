// Costs of normalisations and of the softmax. Operations that are done once for a channel, not for each element, are left out.
import { intAttribute, type Node } from '../../onnx/graph'
import { inputsOf, operations, outputCount, perOutput, type OperatorCost, type Work } from './operator-cost'

/**
 * As in training, by the statistics of the batch. For each element, forward: a sum for the mean; difference, square and sum for the
 * variance; a product and a sum for y = x' scale + bias, x' being the difference. Gradients, by the formulas of S. Ioffe, C. Szegedy,
 * "Batch normalization", ICML 2015, section 3, with x^ normalised once more from x by a difference and a product:
 * of the scale, the product and sum of g x^; of the bias, the sum of g; of x, scale (g - mean(g) - x^ mean(g x^)), whose means are those sums.
 */
export const batchNormalization: OperatorCost = {
  forward: perOutput(6),
  gradient: (node, index) => {
    if (index > 2) return null
    const count = [6, 4, 1][index] ?? 0
    return { ...operations(count * outputCount(node)), reads: [inputsOf(node, 0, 1), inputsOf(node, 0), []][index] ?? [] }
  },
}

/** Channels that a local response normalisation sums over. */
const channelsOf = (node: Node): number => intAttribute(node, 'size', 1)

/**
 * y = x d^-beta with d = k + alpha / n * sum of n squares. Forward: square, n - 1 sums, product, sum, power, quotient. Gradient of x:
 * g d^-beta - 2 alpha beta / n * x * sum of g y / d over the n channels that x is a neighbour of: power, y, g y, quotient by d, n - 1 sums,
 * two products, g d^-beta, difference. The d are kept.
 */
export const lrn: OperatorCost = {
  forward: (node) => operations((channelsOf(node) + 4) * outputCount(node)),
  gradient: (node) => ({ ...operations((channelsOf(node) + 7) * outputCount(node)), reads: inputsOf(node, 0), mask: { elements: outputCount(node), as: 'number' } }),
}

/** Forward: comparison for the maximum, difference, exponential, sum, quotient. Gradient y (g - sum of g y): product, sum, difference, product. */
export const softmax: OperatorCost = {
  forward: perOutput(5),
  gradient: (node) => ({ ...operations(4 * outputCount(node)), reads: node.outputs.slice(0, 1) }),
}

/** Forward: comparison, difference, exponential, sum, difference. Gradient g - exp(y) sum of g: sum, exponential, product, difference. */
export const logSoftmax = softmax

/** The softmax of the logits and the logarithm of one of its numbers; the gradient is the softmax less one at the class. */
export const softmaxCrossEntropy: OperatorCost = {
  forward: (node) => operations(5 * countOf(node)),
  gradient: (node, index) => (index > 0 ? null : { ...operations(2 * countOf(node)), reads: inputsOf(node, 0) }),
}

const countOf = (node: Node): Work['operations'] => (node.inputs[0]?.shape ?? []).reduce((product, size) => product * size, 1)
