// Stochastic gradient descent as a graph update: w' = w - learning rate * gradient.
import { intAttribute, type Value } from '../onnx/graph'
import type { GraphBuilder } from '../onnx/graph-builder'
import { gemm, mul, neg, sub } from '../onnx/operations'
import { elementCount } from '../onnx/tensor'

/**
 * Emits the update of one parameter.
 * @param learningRate float32 scalar
 * @returns the parameter's next value
 */
export function sgdUpdate(g: GraphBuilder, parameter: Value, gradient: Value, learningRate: Value): Value {
  return foldedIntoProduct(g, parameter, gradient, learningRate) ?? sub(g, parameter, mul(g, learningRate, gradient))
}

/**
 * Where the gradient is a plain matrix product A'B', the update is one Gemm, w + (-learning rate A)'B': the gradient itself is never
 * stored, and the weights are read and written once. For a fully connected layer A and B are far smaller than the weights.
 */
function foldedIntoProduct(g: GraphBuilder, parameter: Value, gradient: Value, learningRate: Value): Value | null {
  const product = g.producerOf(gradient)
  if (product?.operator !== 'Gemm' || product.inputs.length !== 2) return null
  const [a, b] = product.inputs
  if (!a || !b) return null
  const rate = neg(g, learningRate)
  const [factorA, factorB] = elementCount(a.shape) < elementCount(b.shape) ? [mul(g, rate, a), b] : [a, mul(g, rate, b)]
  const [transA, transB] = [intAttribute(product, 'transA', 0) === 1, intAttribute(product, 'transB', 0) === 1]
  const alpha = product.attributes.alpha
  return gemm(g, factorA, factorB, parameter, { transA, transB, alpha: alpha?.type === 'float' ? alpha.value : 1 })
}
