// Rule of Gemm: Y = alpha A' B' + beta C, where ' transposes if the attribute says so.
import { floatAttribute, intAttribute, type Value } from '../../../onnx/graph'
import { gemm as product, scale } from '../../../onnx/operations'
import { sumTo } from '../broadcast'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/**
 * dA' = alpha dY B'^T, dB' = alpha A'^T dY, dC = beta dY summed over the axes that C was broadcast along; a transposed operand's
 * gradient is the transposed product.
 */
export const gemm: Rule = {
  backward: (context) => {
    const { g, node, needs } = context
    const gradY = gradOfOutput(context)
    const [a, b, c] = [inputOf(context, 0), inputOf(context, 1), context.inputs[2] ?? null]
    const [transA, transB] = [intAttribute(node, 'transA', 0) === 1, intAttribute(node, 'transB', 0) === 1]
    const alpha = floatAttribute(node, 'alpha', 1)
    const gradA = (): Value =>
      transA ? product(g, b, gradY, null, { transA: transB, transB: true, alpha }) : product(g, gradY, b, null, { transB: !transB, alpha })
    const gradB = (): Value =>
      transB ? product(g, gradY, a, null, { transA: true, transB: transA, alpha }) : product(g, a, gradY, null, { transA: !transA, alpha })
    return [
      needs(0) ? gradA() : null,
      needs(1) ? gradB() : null,
      c && needs(2) ? scale(g, sumTo(g, gradY, c.shape), floatAttribute(node, 'beta', 1)) : null,
    ]
  },
}
