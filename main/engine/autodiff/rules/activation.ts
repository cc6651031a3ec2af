// Rules of activation functions.
import { float, floatAttribute, stringAttribute, type Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, cast, equal, erf, exp, greater, mul, scalar, scale, sign, sub } from '../../../onnx/operations'
import { sigmoid as sigmoidOf, softplus as softplusOf, tanh as tanhOf } from '../../../onnx/operations'
import { sumTo } from '../broadcast'
import { gradOfOutput, inputOf, outputOf, type Rule } from '../rule'
import { unary, wherePositive } from './elementwise'

/** dy/dx = y (1 - y). */
export const sigmoid = unary((g, { y }) => mul(g, y, sub(g, scalar(g, 1), y)))

/** dy/dx = 1 - y^2. */
export const tanh = unary((g, { y }) => sub(g, scalar(g, 1), mul(g, y, y)))

/** log(1 + e^x): dy/dx = sigmoid(x). */
export const softplus = unary((g, { x }) => sigmoidOf(g, x))

/** Slope 1 right of zero, alpha left of it and at it. */
export const leakyRelu = unary((g, { x, node }) => wherePositive(g, x, scalar(g, 1), scalar(g, floatAttribute(node, 'alpha', 0.01))))

/** alpha (e^x - 1) left of zero: dy/dx = y + alpha. */
export const elu = unary((g, { x, y, node }) =>
  wherePositive(g, x, scalar(g, 1), add(g, y, scalar(g, floatAttribute(node, 'alpha', 1)))),
)

/**
 * gamma times elu, gamma and alpha such that activations normalise themselves.
 * G. Klambauer et al., "Self-normalizing neural networks", arXiv:1706.02515; ONNX rounds the constants to float32.
 */
export const selu = unary((g, { x, y, node }) => {
  const gamma = floatAttribute(node, 'gamma', 1.05070102214813232421875)
  const alpha = floatAttribute(node, 'alpha', 1.67326319217681884765625)
  return wherePositive(g, x, scalar(g, gamma), add(g, y, scalar(g, alpha * gamma)))
})

/** x right of zero, slope x left of it, with a slope that is learnt. */
export const pRelu: Rule = {
  backward: (context) => {
    const { g, needs } = context
    const [x, slope, grad] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    return [
      needs(0) ? mul(g, grad, wherePositive(g, x, scalar(g, 1), slope)) : null,
      needs(1) ? sumTo(g, mul(g, grad, wherePositive(g, x, scalar(g, 0), x)), slope.shape) : null,
    ]
  },
}

/**
 * clip(x, min, max): where the output equals the input, the input gets the gradient; elsewhere the bound gets it. An input that is exactly at a
 * bound gets the gradient too, as in torch.clamp, except in ReLU6, whose derivative is 0 at 0 and 6, as ReLU's is at 0.
 */
export const clip: Rule = {
  backward: (context) => {
    const { g, inputs, needs } = context
    const [x, y, grad] = [inputOf(context, 0), outputOf(context), gradOfOutput(context)]
    const gradWhere = (condition: Value): Value => mul(g, grad, cast(g, condition, 'float32'))
    const [, min, max] = inputs
    const inside = (): Value => mul(g, grad, sign(g, mul(g, y, sub(g, scalar(g, 6), y))))
    return [
      needs(0) ? (isNumber(g, min, 0) && isNumber(g, max, 6) ? inside() : gradWhere(equal(g, x, y))) : null,
      min && needs(1) ? sumTo(g, gradWhere(greater(g, y, x)), min.shape) : null,
      max && needs(2) ? sumTo(g, gradWhere(greater(g, x, y)), max.shape) : null,
    ]
  },
}

/** Whether a value is a constant of this one number. */
function isNumber(g: GraphBuilder, value: Value | null | undefined, number: number): boolean {
  const constant = value && g.constantOf(value)
  return constant?.data.length === 1 && Number(constant.data[0]) === number
}

/** max(0, min(1, alpha x + beta)): slope alpha where the output is strictly between 0 and 1, so that y (1 - y) is positive. */
export const hardSigmoid = unary((g, { y, node }) => scale(g, insideUnit(g, y), floatAttribute(node, 'alpha', 0.2)))

/** x hardSigmoid(x) with alpha 1/6 and beta 1/2. A. Howard et al., "Searching for MobileNetV3", arXiv:1905.02244. */
export const hardSwish = unary((g, { x }) => {
  const gate = g.node('HardSigmoid', [x], { alpha: float(1 / 6), beta: float(0.5) })
  return add(g, gate, scale(g, mul(g, x, insideUnit(g, gate)), 1 / 6))
})

/** x t with t = tanh(softplus(x)): dy/dx = t + x (1 - t^2) sigmoid(x). D. Misra, "Mish", arXiv:1908.08681. */
export const mish = unary((g, { x }) => {
  const t = tanhOf(g, softplusOf(g, x))
  return add(g, t, mul(g, mul(g, x, sub(g, scalar(g, 1), mul(g, t, t))), sigmoidOf(g, x)))
})

/**
 * x P(x), P the standard normal distribution function, or its approximation by tanh.
 * D. Hendrycks, K. Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415.
 */
export const gelu = unary((g, { x, node }) => {
  return stringAttribute(node, 'approximate', 'none') === 'tanh' ? geluByTanh(g, x) : geluByErf(g, x)
})

/** P(x) + x p(x), with p the normal density. */
function geluByErf(g: GraphBuilder, x: Value): Value {
  const distribution = add(g, scale(g, erf(g, scale(g, x, Math.SQRT1_2)), 0.5), scalar(g, 0.5))
  const density = scale(g, exp(g, scale(g, mul(g, x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI))
  return add(g, distribution, mul(g, x, density))
}

/** y = x (1 + t) / 2 with t = tanh(u), u = sqrt(2 / pi) (x + 0.044715 x^3). */
function geluByTanh(g: GraphBuilder, x: Value): Value {
  const [root, cubic] = [Math.sqrt(2 / Math.PI), 0.044715]
  const square = mul(g, x, x)
  const inner = (coefficient: number): Value => scale(g, add(g, scale(g, square, coefficient), scalar(g, 1)), root)
  const t = tanhOf(g, mul(g, x, inner(cubic)))
  const slopeOfT = mul(g, sub(g, scalar(g, 1), mul(g, t, t)), inner(3 * cubic))
  return scale(g, add(g, add(g, t, scalar(g, 1)), mul(g, x, slopeOfT)), 0.5)
}

/** 1 where a value within 0..1 is at neither end, else 0. */
const insideUnit = (g: GraphBuilder, y: Value): Value => sign(g, mul(g, y, sub(g, scalar(g, 1), y)))
