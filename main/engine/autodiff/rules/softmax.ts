// Rules of Softmax and LogSoftmax along one axis.
import { intAttribute } from '../../../onnx/graph'
import { exp, mul, reduceSum, sub } from '../../../onnx/operations'
import { axisOf } from '../../../onnx/shape-inference/inference'
import { gradOfOutput, outputOf, type BackwardContext, type Rule } from '../rule'

/** dx = y (dy - sum(dy y)). */
export const softmax: Rule = {
  backward: (context) => {
    const { g } = context
    const [y, grad] = [outputOf(context), gradOfOutput(context)]
    return [mul(g, y, sub(g, grad, reduceSum(g, mul(g, grad, y), axesOf(context), { keep: true })))]
  },
}

/** dx = dy - exp(y) sum(dy). */
export const logSoftmax: Rule = {
  backward: (context) => {
    const { g } = context
    const [y, grad] = [outputOf(context), gradOfOutput(context)]
    return [sub(g, grad, mul(g, exp(g, y), reduceSum(g, grad, axesOf(context), { keep: true })))]
  },
}

const axesOf = (context: BackwardContext): readonly number[] => {
  return [axisOf(intAttribute(context.node, 'axis', -1), outputOf(context).shape.length)]
}
