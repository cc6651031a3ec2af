// Rule of two-dimensional Conv: gradients by input, kernel and bias.
import { intAttribute } from '../../onnx/graph'
import { reduceSum } from '../../onnx/operations'
import { windowOf, type Window } from '../../onnx/shape-inference/window'
import { gradOfOutput, inputOf, type BackwardContext, type Rule } from '../rule'
import { convInputGradient } from './conv-input-gradient'
import { convKernelGradient } from './conv-kernel-gradient'

export const conv: Rule = {
  backward: (context) => {
    const { g, needs, inputs } = context
    const [x, w, gradY] = [inputOf(context, 0), inputOf(context, 1), gradOfOutput(context)]
    const window = convWindow(context)
    return [
      needs(0) ? convInputGradient(g, w, gradY, x.shape, window) : null,
      needs(1) ? convKernelGradient(g, x, gradY, window) : null,
      inputs[2] && needs(2) ? reduceSum(g, gradY, [0, 2, 3]) : null,
    ]
  },
}

function convWindow(context: BackwardContext): Window {
  const { node } = context
  const [, , ...kernel] = inputOf(context, 1).shape
  if (kernel.length !== 2 || intAttribute(node, 'group', 1) !== 1) {
    throw new Error(`${node.name}: only ungrouped two-dimensional convolutions have a gradient rule yet`)
  }
  return windowOf(node, kernel)
}
