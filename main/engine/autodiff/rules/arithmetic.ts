// Rules of arithmetic and elementary functions, operands broadcast as NumPy does.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { addToBlocks } from '../../../onnx/blocked-layout'
import { add, cast, div, equal, exp, greater, log, mul, neg, pow, scalar, scale, sign, sub, where } from '../../../onnx/operations'
import { toNumbers } from '../../../onnx/tensor'
import { sumTo } from '../broadcast'
import { gradOfOutput, inputOf, type Rule } from '../rule'
import { binary, unary } from './elementwise'

export const addition: Rule = {
  ...binary(
    (_, { grad }) => grad,
    (_, { grad }) => grad,
  ),
  forward: ({ g, inputs: [a, b], isOnlyReader }) => {
    if (a?.block === undefined || b?.block === undefined) return null
    const [summand] = [0, 1].filter(isOnlyReader)
    return summand === undefined ? null : { outputs: [summand === 0 ? addToBlocks(g, a, b) : addToBlocks(g, b, a)], saved: [] }
  },
}

export const subtraction = binary(
  (_, { grad }) => grad,
  (g, { grad }) => neg(g, grad),
)

export const multiplication = binary(
  (g, { grad, b }) => mul(g, grad, b),
  (g, { grad, a }) => mul(g, grad, a),
)

/** y = a / b: dy/da = 1 / b, dy/db = -y / b. */
export const division = binary(
  (g, { grad, b }) => div(g, grad, b),
  (g, { grad, b, y }) => neg(g, mul(g, grad, div(g, y, b))),
)

/** y = a^b: dy/da = b a^(b-1), dy/db = y log a. Where y is 0, that is at a = 0, dy/db is 0 as well. */
export const power = binary(
  (g, { grad, a, b }) => mul(g, grad, powerDerivative(g, a, b)),
  (g, { grad, a, y }) => mul(g, grad, where(g, equal(g, y, scalar(g, 0)), scalar(g, 0), mul(g, y, log(g, a)))),
)

function powerDerivative(g: GraphBuilder, a: Value, b: Value): Value {
  const constant = g.constantOf(b)
  const [exponent] = constant?.data.length === 1 ? toNumbers(constant) : []
  if (exponent === 2) return scale(g, a, 2)
  if (exponent) return scale(g, pow(g, a, scalar(g, exponent - 1)), exponent)
  // A power of zero is constant, even at a = 0, where a^-1 is infinite.
  const exponents = cast(g, b, 'float32')
  const derivative = mul(g, exponents, pow(g, a, sub(g, exponents, scalar(g, 1))))
  return where(g, equal(g, exponents, scalar(g, 0)), scalar(g, 0), derivative)
}

/**
 * max(a, b): the larger operand gets the gradient, each of two equal operands half of it, as in torch.maximum. An operand that equals a constant
 * gets none, so that max(x, 0) has the gradient of ReLU.
 */
export const maximum = extremum((g, own, other) => sub(g, own, other))

/** min(a, b): as `maximum`, with the smaller operand. */
export const minimum = extremum((g, own, other) => sub(g, other, own))

/** @param lead positive where an operand is the chosen one, 0 where both are equal */
function extremum(lead: (g: GraphBuilder, own: Value, other: Value) => Value): Rule {
  const share = (g: GraphBuilder, own: Value, other: Value): Value => {
    const difference = lead(g, own, other)
    if (g.constantOf(other)) return cast(g, greater(g, difference, scalar(g, 0)), 'float32')
    return scale(g, add(g, sign(g, difference), scalar(g, 1)), 0.5)
  }
  return binary(
    (g, { grad, a, b }) => mul(g, grad, share(g, a, b)),
    (g, { grad, a, b }) => mul(g, grad, share(g, b, a)),
  )
}

export const negation: Rule = { backward: (context) => [neg(context.g, gradOfOutput(context))] }

/** dy/dx = y. */
export const exponential = unary((_, { y }) => y)

export const logarithm: Rule = {
  backward: (context) => [div(context.g, gradOfOutput(context), inputOf(context, 0))],
}

/** dy/dx = 1 / (2 y). */
export const squareRoot = unary((g, { y }) => div(g, scalar(g, 0.5), y))

/** The sign of x: 0 at 0. */
export const absoluteValue = unary((g, { x }) => sign(g, x))

/** dy/dx = 2 / sqrt(pi) exp(-x^2). */
export const errorFunction = unary((g, { x }) => scale(g, exp(g, neg(g, mul(g, x, x))), 2 / Math.sqrt(Math.PI)))

/** where(condition, a, b): the gradient goes to the operand that was chosen. */
export const selection: Rule = {
  backward: (context) => {
    const { g, needs } = context
    const [condition, a, b] = [inputOf(context, 0), inputOf(context, 1), inputOf(context, 2)]
    const [grad, zero] = [gradOfOutput(context), scalar(g, 0)]
    return [
      null,
      needs(1) ? sumTo(g, where(g, condition, grad, zero), a.shape) : null,
      needs(2) ? sumTo(g, where(g, condition, zero, grad), b.shape) : null,
    ]
  },
}
