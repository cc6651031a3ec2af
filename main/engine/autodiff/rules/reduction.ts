// Rules of reductions (sum, mean, maximum, minimum and product over axes), and of the cumulative sum.
import { int, intAttribute, type Value } from '../../../onnx/graph'
import { cast, div, equal, expand, greater, mul, reduceProduct, reduceSum, reshape, scalar, scale, sub, where } from '../../../onnx/operations'
import { reducedAxes } from '../../../onnx/shape-inference/reduction'
import { elementCount } from '../../../onnx/tensor'
import { gradOfOutput, inferenceOf, inputOf, outputOf, type BackwardContext, type Rule } from '../rule'

/** Every element of a sum gets the gradient of the sum. */
export const reduceSumRule: Rule = {
  backward: (context) => [expand(context.g, gradByElement(context), inputOf(context, 0).shape)],
}

/** Every element of a mean over n gets 1 / n of the gradient of the mean. */
export const reduceMeanRule: Rule = {
  backward: (context) => {
    const { g } = context
    const { shape } = inputOf(context, 0)
    const grad = gradByElement(context)
    return [expand(g, scale(g, grad, elementCount(grad.shape) / elementCount(shape)), shape)]
  },
}

/** ReduceMax and ReduceMin: elements that equal the extremum share its gradient equally, as in torch.amax and jax.numpy.max. */
export const reduceExtremumRule: Rule = {
  backward: (context) => {
    const { g } = context
    const [x, y, grad] = [inputOf(context, 0), outputOf(context), gradByElement(context)]
    const isExtremum = cast(g, equal(g, x, reshape(g, y, grad.shape)), 'float32')
    const count = reduceSum(g, isExtremum, reducedAxes(inferenceOf(context)), { keep: true })
    return [mul(g, isExtremum, div(g, grad, count))]
  },
}

/** Every factor gets the gradient times the product of all others: the product of those that are not zero, unless another one is. */
export const reduceProductRule: Rule = {
  backward: (context) => {
    const { g } = context
    const [x, grad] = [inputOf(context, 0), gradByElement(context)]
    const axes = reducedAxes(inferenceOf(context))
    const [zero, one] = [scalar(g, 0), scalar(g, 1)]
    const isZero = equal(g, x, zero)
    const factors = where(g, isZero, one, x)
    const zeros = cast(g, isZero, 'float32')
    const otherZeros = sub(g, reduceSum(g, zeros, axes, { keep: true }), zeros)
    const others = where(g, greater(g, otherZeros, zero), zero, div(g, reduceProduct(g, factors, axes), factors))
    return [mul(g, grad, others)]
  },
}

/** An element is part of its own sum and of all later ones: its gradient is their sum, taken in the other direction. */
export const cumulativeSum: Rule = {
  backward: (context) => {
    const { g, node } = context
    const attributes = { ...node.attributes, reverse: int(1 - intAttribute(node, 'reverse', 0)) }
    return [g.node('CumSum', [gradOfOutput(context), inputOf(context, 1)], attributes)]
  },
}

/** The gradient of the output, with size 1 along every reduced axis, even where the node drops these axes. */
function gradByElement(context: BackwardContext): Value {
  const axes = reducedAxes(inferenceOf(context))
  const { shape } = inputOf(context, 0)
  return reshape(
    context.g,
    gradOfOutput(context),
    shape.map((size, axis) => (axes.includes(axis) ? 1 : size)),
  )
}
