// Rule of Dropout: a mask that is fed from outside, because the state of ONNX Runtime's own generator cannot be saved.
// N. Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014, in inverted form.
import { cast, identity, mul, scale } from '../../../onnx/operations'
import { toNumbers } from '../../../onnx/tensor'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** y = x m / (1 - p), with m 1 for kept units; of p = 1, no unit is kept. */
export const dropout: Rule = {
  forward: (context) => {
    const { g, node, training } = context
    const x = inputOf(context, 0)
    const ratio = node.inputs[1] ? g.constantOf(inputOf(context, 1)) : undefined
    const rate = ratio ? (toNumbers(ratio)[0] ?? 0.5) : 0.5
    const mask = training.dropoutMask(node, rate)
    if (!mask) return { outputs: [identity(g, x)], saved: [] }
    const factor = scale(g, cast(g, mask, x.type), rate < 1 ? 1 / (1 - rate) : 0)
    return { outputs: [mul(g, x, factor)], saved: [factor] }
  },
  backward: (context) => {
    const [factor] = context.saved
    const grad = gradOfOutput(context)
    return [factor ? mul(context.g, grad, factor) : grad]
  },
}
