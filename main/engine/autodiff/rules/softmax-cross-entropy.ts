// Rule of SoftmaxCrossEntropyLoss over logits [N, classes] and labels [N], int64 or, for devices without, float32: one loss per image (reduction 'none').
import type { Value } from '../../../onnx/graph'
import { cast, equal, exp, logSoftmax, mul, neg, reduceSum, reshape, sub } from '../../../onnx/operations'
import { float32, int64 } from '../../../onnx/tensor'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** loss = -log softmax(logits)[label]; d logits = (softmax(logits) - onehot(label)) d loss. */
export const softmaxCrossEntropyLoss: Rule = {
  forward: (context) => {
    const { g } = context
    const [logits, labels] = [inputOf(context, 0), inputOf(context, 1)]
    const [n = 0, classes = 0] = logits.shape
    const logProbabilities = logSoftmax(g, logits, 1)
    const numbers = Array.from({ length: classes }, (_, index) => index)
    const classNumbers: Value = g.constant(labels.type === 'int64' ? int64(numbers) : float32(numbers))
    const oneHot = cast(g, equal(g, reshape(g, labels, [n, 1]), classNumbers), 'float32')
    const loss = neg(g, reduceSum(g, mul(g, logProbabilities, oneHot), [1]))
    return { outputs: [loss], saved: [logProbabilities, oneHot] }
  },
  backward: (context) => {
    const { g, node, saved } = context
    const [logProbabilities, oneHot] = saved
    if (!logProbabilities || !oneHot) throw new Error(`${node.name} has kept no probabilities`)
    const grad = gradOfOutput(context)
    const ofLogits = sub(g, exp(g, logProbabilities), oneHot)
    return [mul(g, ofLogits, reshape(g, grad, [...grad.shape, 1])), null]
  },
}
