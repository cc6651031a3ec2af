// Rules of reductions: sum, mean, maximum and minimum over axes.
import type { Value } from '../../../onnx/graph'
import { cast, div, equal, expand, mul, reduceSum, reshape, scale } from '../../../onnx/operations'
import { reducedAxes } from '../../../onnx/shape-inference/reduction'
import { elementCount } from '../../../onnx/tensor'
import { gradOfOutput, inferenceOf, inputOf, outputOf, type BackwardContext, type Rule } from '../rule'

/** Every element of a sum gets its gradient. */
export const reduceSumRule: Rule = {
  backward: (context) => [expand(context.g, gradByElement(context), inputOf(context, 0).shape)],
}

/** Every element of a mean of n gets a share of 1 / n. */
export const reduceMeanRule: Rule = {
  backward: (context) => {
    const { g } = context
    const { shape } = inputOf(context, 0)
    const grad = gradByElement(context)
    return [expand(g, scale(g, grad, elementCount(grad.shape) / elementCount(shape)), shape)]
  },
}

/** ReduceMax and ReduceMin: the elements that are the extremum share its gradient equally, as torch.amax and jax.numpy.max have it. */
export const reduceExtremumRule: Rule = {
  backward: (context) => {
    const { g } = context
    const [x, y, grad] = [inputOf(context, 0), outputOf(context), gradByElement(context)]
    const isExtremum = cast(g, equal(g, x, reshape(g, y, grad.shape)), 'float32')
    const count = reduceSum(g, isExtremum, reducedAxes(inferenceOf(context)), { keep: true })
    return [mul(g, isExtremum, div(g, grad, count))]
  },
}

/** The gradient of the output with the reduced axes kept as 1, whether or not the node keeps them. */
function gradByElement(context: BackwardContext): Value {
  const axes = reducedAxes(inferenceOf(context))
  const { shape } = inputOf(context, 0)
  return reshape(
    context.g,
    gradOfOutput(context),
    shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
  )
}
