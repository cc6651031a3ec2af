// Rules of trigonometric and hyperbolic functions and of their inverses.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { add, cos, div, mul, neg, scalar, sin, sqrt, sub } from '../../../onnx/operations'
import { unary } from './elementwise'

export const sine = unary((g, { x }) => cos(g, x))
export const cosine = unary((g, { x }) => neg(g, sin(g, x)))

/** dy/dx = 1 + y^2. */
export const tangent = unary((g, { y }) => add(g, one(g), square(g, y)))

export const hyperbolicSine = unary((g, { x }) => g.node('Cosh', [x]))
export const hyperbolicCosine = unary((g, { x }) => g.node('Sinh', [x]))

/** dy/dx = 1 / sqrt(1 - x^2), which is infinite at -1 and 1. */
export const arcSine = unary((g, { x }) => inverse(g, sqrt(g, sub(g, one(g), square(g, x)))))

/** dy/dx = -1 / sqrt(1 - x^2). */
export const arcCosine = unary((g, { x }) => neg(g, inverse(g, sqrt(g, sub(g, one(g), square(g, x))))))

/** dy/dx = 1 / (1 + x^2). */
export const arcTangent = unary((g, { x }) => inverse(g, add(g, one(g), square(g, x))))

/** dy/dx = 1 / sqrt(x^2 + 1). */
export const arcHyperbolicSine = unary((g, { x }) => inverse(g, sqrt(g, add(g, square(g, x), one(g)))))

/** dy/dx = 1 / sqrt(x^2 - 1). */
export const arcHyperbolicCosine = unary((g, { x }) => inverse(g, sqrt(g, sub(g, square(g, x), one(g)))))

/** dy/dx = 1 / (1 - x^2). */
export const arcHyperbolicTangent = unary((g, { x }) => inverse(g, sub(g, one(g), square(g, x))))

const one = (g: GraphBuilder): Value => scalar(g, 1)
const square = (g: GraphBuilder, x: Value): Value => mul(g, x, x)
const inverse = (g: GraphBuilder, x: Value): Value => div(g, one(g), x)
