// Rules of operators that only move elements.
import { reshape } from '../../onnx/operations'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** Reshape and Flatten: the gradient takes the input's shape back. */
export const reshaping: Rule = {
  backward: (context) => [reshape(context.g, gradOfOutput(context), inputOf(context, 0).shape)],
}

/** Identity: the gradient passes unchanged. */
export const identity: Rule = { backward: (context) => [gradOfOutput(context)] }
