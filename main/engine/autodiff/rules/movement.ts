// Rules of operators that only move elements, each to one place.
import { intAttribute, intsAttribute } from '../../../onnx/graph'
import { cast, concat, expand, reshape, scalar, slice, transpose } from '../../../onnx/operations'
import { axisOf } from '../../../onnx/shape-inference/inference'
import { sumTo } from '../broadcast'
import { gradOfOutput, inputOf, type Rule } from '../rule'

/** Reshape, Flatten, Squeeze and Unsqueeze: the gradient takes the input's shape back. */
export const reshaping: Rule = {
  backward: (context) => [reshape(context.g, gradOfOutput(context), inputOf(context, 0).shape)],
}

/** Identity: the gradient passes unchanged. */
export const identity: Rule = { backward: (context) => [gradOfOutput(context)] }

/** Cast between float types: the gradient takes the input's type back. */
export const conversion: Rule = { backward: (context) => [cast(context.g, gradOfOutput(context), inputOf(context, 0).type)] }

/** Transpose: the gradient is transposed by the inverse order. */
export const transposition: Rule = {
  backward: (context) => {
    const { g, node } = context
    const axes = inputOf(context, 0).shape.map((_, axis) => axis)
    const order = intsAttribute(node, 'perm', axes.toReversed())
    return [transpose(g, gradOfOutput(context), axes.map((axis) => order.indexOf(axis)))]
  },
}

/** Expand: the gradients of all copies add up. */
export const expansion: Rule = {
  backward: (context) => [sumTo(context.g, gradOfOutput(context), inputOf(context, 0).shape)],
}

/** Concat: every input gets its part of the gradient. */
export const concatenation: Rule = {
  backward: (context) => {
    const { g, node, inputs, needs } = context
    const grad = gradOfOutput(context)
    const axis = axisOf(intAttribute(node, 'axis', 0), grad.shape.length)
    let end = 0
    return inputs.map((value, index) => {
      const start = end
      end += value?.shape[axis] ?? 0
      return needs(index) ? slice(g, grad, [{ axis, start, end }]) : null
    })
  },
}

/** Split: joins the gradients of the parts; a part that the loss does not depend on has zeros. */
export const splitting: Rule = {
  backward: ({ g, node, outputs, gradOutputs }) => {
    const rank = outputs[0]?.shape.length ?? 0
    const parts = outputs.map(({ shape }, index) => gradOutputs[index] ?? expand(g, scalar(g, 0), shape))
    return [concat(g, parts, axisOf(intAttribute(node, 'axis', 0), rank))]
  },
}
