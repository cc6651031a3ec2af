// Rules of MaxPool and GlobalMaxPool: the maximum of a window gets the gradient; of several equal maxima, the first one.
import { ints, type Attributes, type Value } from '../../../onnx/graph'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { gradOfOutput, inputOf, outputOf, type BackwardContext, type ComputeOptions, type ForwardContext, type ForwardResult, type Rule } from '../rule'
import { chosenWay, wayOf, type Site } from '../site'
import { gradientByAxes, gradientByTaps } from './max-pool-gradient'
import { hasIndices, poolSite, poolWithIndices, scatteredTo, splittings } from './max-pool-site'

/** The way of the pool decides what the forward pass keeps. */
export const maxPool: Rule = {
  forward: (context) => {
    const { node, training } = context
    const byIndices = wayOf(training.plan, siteOf(context, training)) === 'indices'
    return byIndices || node.outputs.length > 1 ? withIndices(context, node.attributes) : null
  },
  backward: (context) => {
    const { g, node, inputs, plan } = context
    const way = chosenWay(plan, siteOf(context, context))
    if (way === 'indices') return [scattered(context)]
    return [gradientByTaps(g, inputOf(context, 0), outputOf(context), gradOfOutput(context), poolWindowOf({ ...node, inputs }), splittings[way])]
  },
}

function siteOf(context: Pick<ForwardContext, 'node' | 'inputs'>, { capabilities }: ComputeOptions): Site {
  const { shape, type } = inputOf(context, 0)
  return poolSite({ window: poolWindowOf({ ...context.node, inputs: context.inputs }), images: shape, type, capabilities })
}

/** A window as large as the image. */
export const globalMaxPool: Rule = {
  forward: (context) =>
    hasIndices(context.training.capabilities) ? withIndices(context, { kernel_shape: ints(inputOf(context, 0).shape.slice(2)) }) : null,
  backward: (context) => [
    hasIndices(context.capabilities)
      ? scattered(context)
      : gradientByAxes(context.g, inputOf(context, 0), outputOf(context), gradOfOutput(context)),
  ],
}

/** Keeps the indices of the maxima in the flattened input. */
function withIndices({ g, node, inputs: [x = null] }: ForwardContext, attributes: Attributes): ForwardResult {
  const outputs = poolWithIndices(g, x, attributes, node.name)
  return { outputs: outputs.slice(0, node.outputs.length), saved: outputs.slice(1) }
}

function scattered(context: BackwardContext): Value {
  const { g, node, saved } = context
  const [indices] = saved
  if (!indices) throw new Error(`${node.name} has kept no indices`)
  return scatteredTo(g, indices, gradOfOutput(context), inputOf(context, 0).shape)
}
