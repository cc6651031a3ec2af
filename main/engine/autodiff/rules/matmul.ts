// Rule of MatMul: Y = A B over the last two dimensions, the leading ones broadcast.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { gemm, matMul, reshape, transpose } from '../../../onnx/operations'
import { elementCount } from '../../../onnx/tensor'
import { sumTo } from '../broadcast'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** dA = dY B^T, dB = A^T dY, each summed over the dimensions that its operand was broadcast along. */
export const matMulRule: Rule = {
  backward: (context) => {
    const { g, needs } = context
    const [a, b, grad] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const rows = asMatrices(g, a, 'row')
    const columns = asMatrices(g, b, 'column')
    // A vector has lost its dimension of size 1 in the output.
    const batch = grad.shape.slice(0, grad.shape.length - Math.min(a.shape.length - 1, 1) - Math.min(b.shape.length - 1, 1))
    const gradY = reshape(g, grad, [...batch, rows.shape.at(-2) ?? 1, columns.shape.at(-1) ?? 1])
    return [
      needs(0) ? reshape(g, gradOfLeft(g, rows, columns, gradY), a.shape) : null,
      needs(1) ? reshape(g, gradOfRight(g, rows, columns, gradY), b.shape) : null,
    ]
  },
}

function asMatrices(g: GraphBuilder, x: Value, vector: 'row' | 'column'): Value {
  const [length = 1] = x.shape
  if (x.shape.length > 1) return x
  return reshape(g, x, vector === 'row' ? [1, length] : [length, 1])
}

function gradOfLeft(g: GraphBuilder, a: Value, b: Value, gradY: Value): Value {
  const product = b.shape.length === 2 ? flatProduct(g, gradY, b) : matMul(g, gradY, transposeLast(g, b))
  return sumTo(g, product, a.shape)
}

/** [..., M, N] times the transpose of one matrix [K, N]: one product of [... M, N]. */
function flatProduct(g: GraphBuilder, gradY: Value, b: Value): Value {
  return reshape(g, gemm(g, flat(g, gradY), b, null, { transB: true }), [...gradY.shape.slice(0, -1), b.shape[0] ?? 1])
}

function gradOfRight(g: GraphBuilder, a: Value, b: Value, gradY: Value): Value {
  // One matrix B for all of A: the sum over the batch is part of the product.
  const isShared = b.shape.length === 2 && a.shape.length === gradY.shape.length
  return isShared ? gemm(g, flat(g, a), flat(g, gradY), null, { transA: true }) : sumTo(g, matMul(g, transposeLast(g, a), gradY), b.shape)
}

/** [..., M, N] as a matrix [... M, N]. */
function flat(g: GraphBuilder, x: Value): Value {
  return reshape(g, x, [elementCount(x.shape.slice(0, -1)), x.shape.at(-1) ?? 1])
}

function transposeLast(g: GraphBuilder, x: Value): Value {
  const axes = x.shape.map((_, axis) => axis)
  return transpose(g, x, [...axes.slice(0, -2), axes.length - 1, axes.length - 2])
}
