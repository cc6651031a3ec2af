// Rules of activation functions.
import { mul, scalar, sign, sub } from '../../onnx/operations'
import { gradOfOutput, outputOf, type Rule } from '../rule'

/** relu(x): the gradient passes where the output is positive; the sign of the output is 1 there and 0 elsewhere. */
export const relu: Rule = {
  backward: (context) => [mul(context.g, gradOfOutput(context), sign(context.g, outputOf(context)))],
}

/** sigmoid(x) = y: dy/dx = y (1 - y). */
export const sigmoid: Rule = {
  backward: (context) => {
    const { g } = context
    const y = outputOf(context)
    return [mul(g, gradOfOutput(context), mul(g, y, sub(g, scalar(g, 1), y)))]
  },
}
