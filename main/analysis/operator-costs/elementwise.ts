// Costs of element-wise operators, by their formulas. One operation is a sum, difference, product, quotient, comparison or negation, or a
// function of one number (root, exponential, logarithm, power, tanh, sigmoid, erf). "Back" stands before the operations of a gradient.
import { firstOutput, requiredInput, type Node } from '../../onnx/graph'
import { elementCount } from '../../onnx/tensor'
import { inputsOf, noGradient, noWork, operations, outputCount, perOutput, type Gradient, type OperatorCost } from './operator-cost'

/**
 * @param forward operations for each element
 * @param backward operations for each element of the gradient; null: the gradient is zero everywhere
 * @param reads the value that the gradient is computed from, beside the gradient of the output
 */
const unary = (forward: number, backward: number | null = null, reads: 'input' | 'output' | 'nothing' = 'nothing'): OperatorCost => ({
  forward: perOutput(forward),
  gradient: (node, index) => {
    if (backward === null || index > 0) return null
    return { ...operations(backward * outputCount(node)), reads: reads === 'input' ? inputsOf(node, 0) : reads === 'output' ? node.outputs.slice(0, 1) : [] }
  },
})

export const abs = unary(1, 1, 'input')
export const step = unary(1)
/** Two comparisons, forward and back. */
export const clip = unary(2, 2, 'output')
/** Comparison, exponential, difference, product; back, comparison, sum, product, because alpha exp(x) is y + alpha. */
export const elu = unary(4, 3, 'output')
/** The operations of elu, and one more product. */
export const selu = unary(5, 4, 'output')
/** Back, 2 / sqrt(pi) exp(-x^2): square, exponential, two products. */
export const erf = unary(1, 4, 'input')
/** Back, g sin(x) with its sign. */
export const cos = unary(1, 3, 'input')
/** Back, g cos(x). */
export const sin = unary(1, 2, 'input')
/** Back, g (1 + y^2). */
export const tan = unary(1, 3, 'output')
/** Back, g / sqrt(1 - x^2). */
export const asin = unary(1, 4, 'input')
/** Back, the same with a sign. */
export const acos = unary(1, 5, 'input')
/** Back, g / (1 + x^2). */
export const atan = unary(1, 3, 'input')
/** Back, g cosh(x). */
export const sinh = unary(1, 2, 'input')
/** Back, g sinh(x). */
export const cosh = unary(1, 2, 'input')
/** Back, g / sqrt(x^2 + 1). */
export const asinh = unary(1, 4, 'input')
/** Back, g / sqrt(x^2 - 1). */
export const acosh = unary(1, 4, 'input')
/** Back, g / (1 - x^2). */
export const atanh = unary(1, 3, 'input')
export const exp = unary(1, 1, 'output')
/**
 * x / 2 (1 + erf(x / sqrt 2)): three products, erf, sum. Back, (1 + erf(x / sqrt 2)) / 2 with four, exp(-x^2 / 2) / sqrt(2 pi) with four,
 * the product of the latter with x, the sum of both, and the product with g.
 */
export const gelu = unary(5, 11, 'input')
/** Product, sum, two comparisons; back, two comparisons and a product. */
export const hardSigmoid = unary(4, 3, 'output')
/** The operations of hardSigmoid, and a product with x; back, two comparisons, product, sum, product with g. */
export const hardSwish = unary(5, 5, 'input')
export const leakyRelu = unary(2, 2, 'input')
export const log = unary(1, 1, 'input')
/** x tanh(log(1 + exp x)): exponential, sum, logarithm, tanh, product; back, the first four, a sigmoid, and six of t + x s (1 - t^2), g. */
export const mish = unary(5, 11, 'input')
export const neg = unary(1, 1)
export const relu = unary(1, 1, 'output')
/** Back, g y (1 - y). */
export const sigmoid = unary(1, 3, 'output')
/** log(1 + exp x); back, g sigmoid(x). */
export const softplus = unary(3, 2, 'input')
/** Back, g / (2 y). */
export const sqrt = unary(1, 2, 'output')
/** Back, g (1 - y^2). */
export const tanh = unary(1, 3, 'output')

/** Multiplies kept units by 1 / (1 - p), dropped ones by zero; the mask takes a byte for each unit. */
export const dropout: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => (index > 0 ? null : { ...operations(outputCount(node)), reads: [], mask: { elements: outputCount(node), as: 'byte' } }),
}

/** Comparison and product; back, the same for x, and one sum more for the slope, which is a parameter. */
export const prelu: OperatorCost = {
  forward: perOutput(2),
  gradient: (node, index) => ({ ...operations((index === 0 ? 2 : 3) * outputCount(node)), reads: index === 0 ? inputsOf(node, 0, 1) : inputsOf(node, 0) }),
}

/** Whether an input is repeated along axes of the output, so that its gradient is a sum over these axes. */
const isBroadcast = (node: Node, index: number): boolean => elementCount(requiredInput(node, index).shape) < outputCount(node)

/** A gradient with `count` operations for each element of the output, and one sum more where the input is repeated. */
function binaryGradient(node: Node, index: number, count: number, reads: Gradient['reads']): Gradient {
  return { ...operations((count + (isBroadcast(node, index) ? 1 : 0)) * outputCount(node)), reads }
}

/** Both summands get the gradient of the sum. */
export const add: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => (isBroadcast(node, index) ? binaryGradient(node, index, 0, []) : { ...noWork, reads: [], isShared: true }),
}

/** The first operand gets the gradient of the difference, the second one its negative. */
export const sub: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => (index === 0 ? add.gradient(node, index) : binaryGradient(node, index, 1, [])),
}

export const mul: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => binaryGradient(node, index, 1, inputsOf(node, 1 - index)),
}

/** g / b, and -g y / b: product, quotient, negation. */
export const div: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => (index === 0 ? binaryGradient(node, 0, 1, inputsOf(node, 1)) : binaryGradient(node, 1, 3, [...inputsOf(node, 1), firstOutput(node)])),
}

/** y = x^p: g p x^(p - 1) for the base, g y log x for the exponent, each with two products and one function. */
export const pow: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => binaryGradient(node, index, 3, index === 0 ? inputsOf(node, 0, 1) : [...inputsOf(node, 0), firstOutput(node)]),
}

/** The chosen operand gets the gradient; another comparison finds it. */
export const extremum: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => binaryGradient(node, index, 1, inputsOf(node, 0, 1)),
}

export const mod: OperatorCost = {
  forward: perOutput(1),
  gradient: (node, index) => (index === 0 ? add.gradient(node, 0) : null),
}

/** Chooses between the second and the third input, without arithmetic. */
export const where: OperatorCost = {
  forward: () => noWork,
  gradient: (node, index) => (index === 0 ? null : binaryGradient(node, index, 0, inputsOf(node, 0))),
}

export const comparison: OperatorCost = { forward: perOutput(1), gradient: noGradient }

/** Operators on truth values, without floating-point operations. */
export const logic: OperatorCost = { forward: () => noWork, gradient: noGradient }
