// Clips gradients: each element to a largest absolute value, and all gradients by one common factor to a largest global norm, which keeps their direction.
// R. Pascanu, T. Mikolov, Y. Bengio, "On the difficulty of training recurrent neural networks", ICML 2013, algorithm 1.
import type { OptimizerSettings } from '@contract/training/optimizer'
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { add, div, gemm, mul, reduceSum, scalar, scale, sqrt } from '../../onnx/operations'
import { elementCount } from '../../onnx/tensor'
import { productOf, scaledProduct } from './add-gradient'

/** Keeps the division from failing where all gradients are zero; PyTorch's number. */
const tiny = 1e-6

/**
 * Gradients clipped as the settings say, by the name of their parameter: first each element, then all by their norm, as a PyTorch program
 * calls `clip_grad_value_` before `clip_grad_norm_`. Where the settings say neither, the gradients stay as they are.
 */
export function clippedGradients(g: GraphBuilder, gradients: ReadonlyMap<string, Value>, { clipValue, clipNorm }: Pick<OptimizerSettings, 'clipValue' | 'clipNorm'>): ReadonlyMap<string, Value> {
  const cut = clipValue === null ? gradients : clipElements(g, gradients, clipValue)
  return clipNorm === null ? cut : clipGradients(g, cut, clipNorm)
}

/** Each element between minus and plus a limit, as PyTorch's `clip_grad_value_`. */
function clipElements(g: GraphBuilder, gradients: ReadonlyMap<string, Value>, limit: number): ReadonlyMap<string, Value> {
  const [least, most] = [scalar(g, -limit), scalar(g, limit)]
  return new Map([...gradients].map(([name, gradient]) => [name, g.node('Clip', [gradient, least, most])]))
}

/** Gradients times min(1, limit / norm), by the name of their parameter; the norm is the 2-norm of all of them together. */
export function clipGradients(g: GraphBuilder, gradients: ReadonlyMap<string, Value>, limit: number): ReadonlyMap<string, Value> {
  const norm = globalNorm(g, [...gradients.values()])
  const factor = g.node('Clip', [div(g, scalar(g, limit), add(g, norm, scalar(g, tiny))), null, scalar(g, 1)])
  return new Map([...gradients].map(([name, gradient]) => [name, scaledGradient(g, gradient, factor)]))
}

/** The 2-norm of all values together, float32 scalar. */
export function globalNorm(g: GraphBuilder, values: readonly Value[]): Value {
  const [first, ...others] = values.map((value) => squaredNorm(g, value))
  return first ? sqrt(g, others.reduce((sum, square) => add(g, sum, square), first)) : scalar(g, 0)
}

/**
 * Sum of squares. The gradient of a large fully connected layer is a product A'B' whose inner dimension, the batch, is short. Such a product
 * is not computed: its sum of squares is the sum of all elements of (A'^T A') o (B' B'^T), two matrices of [batch, batch].
 */
function squaredNorm(g: GraphBuilder, value: Value): Value {
  const product = productOf(g, value)
  if (!product) return sumOfSquares(g, value)
  const { a, b, options } = product
  const [rows = 1, inner = 1] = options.transA ? a.shape.toReversed() : a.shape
  const columns = elementCount(value.shape) / rows
  if (inner * (rows + columns) > rows * columns) return sumOfSquares(g, value)
  const gramA = gemm(g, a, a, null, { transA: !options.transA, transB: options.transA })
  const gramB = gemm(g, b, b, null, { transA: options.transB, transB: !options.transB })
  // Rounding must not make a negative number of a sum of squares that is nearly zero.
  return g.node('Relu', [scale(g, reduceSum(g, mul(g, gramA, gramB), [0, 1]), options.alpha ** 2)])
}

function sumOfSquares(g: GraphBuilder, value: Value): Value {
  return reduceSum(
    g,
    mul(g, value, value),
    value.shape.map((_, axis) => axis),
  )
}

/** factor * gradient; the factor goes into the smaller operand of a matrix product, which remains one. */
function scaledGradient(g: GraphBuilder, gradient: Value, factor: Value): Value {
  const product = productOf(g, gradient)
  const scaled = (value: Value): Value => mul(g, factor, value)
  return product ? scaledProduct(g, product, scaled, null) : scaled(gradient)
}
