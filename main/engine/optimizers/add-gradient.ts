// Adds a gradient to a value of the same shape; a gradient that is a matrix product is added without being stored.
import { intAttribute, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { add, gemm, mul } from '../../onnx/operations'
import { elementCount } from '../../onnx/tensor'

/**
 * base + factor * gradient.
 *
 * Where the gradient is a plain matrix product A'B', this is one Gemm, base + (factor A)'B': the gradient itself is never stored, the base
 * is read once, and the sum is written once. In a fully connected layer, A and B are far smaller than the weights.
 * @param factor float32 scalar; null: 1
 */
export function addGradient(g: GraphBuilder, base: Value, gradient: Value, factor: Value | null): Value {
  const scaled = (value: Value): Value => (factor ? mul(g, factor, value) : value)
  const product = productOf(g, gradient)
  if (!product) return add(g, base, scaled(gradient))
  return scaledProduct(g, product, scaled, base)
}

/** A matrix product times a factor, plus `base` where there is one. The factor is applied to the smaller operand instead of the product. */
export function scaledProduct(g: GraphBuilder, { a, b, options }: Product, scaled: (value: Value) => Value, base: Value | null): Value {
  const [factorA, factorB] = elementCount(a.shape) < elementCount(b.shape) ? [scaled(a), b] : [a, scaled(b)]
  // The product is most of the work, though the sum of the update is in it.
  return g.within({ pass: 'backward' }, () => gemm(g, factorA, factorB, base, options))
}

/** A matrix product A'B', times alpha. */
export interface Product {
  readonly a: Value
  readonly b: Value
  readonly options: { readonly transA: boolean; readonly transB: boolean; readonly alpha: number }
}

/** The factors of a value that is a matrix product and nothing more; null for any other. */
export function productOf(g: GraphBuilder, value: Value): Product | null {
  const node = g.producerOf(value)
  const [a, b] = node?.inputs ?? []
  if (node?.operator !== 'Gemm' || node.inputs.length !== 2 || !a || !b) return null
  const [transA, transB] = [intAttribute(node, 'transA', 0) === 1, intAttribute(node, 'transB', 0) === 1]
  const alpha = node.attributes.alpha
  return { a, b, options: { transA, transB, alpha: alpha?.type === 'float' ? alpha.value : 1 } }
}
