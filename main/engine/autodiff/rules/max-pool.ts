// Rules of MaxPool and GlobalMaxPool: the maximum of a window gets the gradient; of several equal maxima, the first one.
import { int, ints, string, type Attributes, type Value } from '../../../onnx/graph'
import { reshape, zerosLike } from '../../../onnx/operations'
import { poolWindowOf } from '../../../onnx/shape-inference/pooling'
import { elementCount } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'
import { gradOfOutput, inputOf, outputOf, type BackwardContext, type ForwardContext, type ForwardResult, type Rule } from '../rule'
import { gradientByAxes, gradientByTaps } from './max-pool-gradient'

export const maxPool: Rule = {
  forward: (context) => (byIndices(context.training.capabilities) || context.node.outputs.length > 1 ? withIndices(context, context.node.attributes) : null),
  backward: (context) => {
    const { g, node, inputs, capabilities } = context
    if (byIndices(capabilities)) return [scattered(context)]
    return [gradientByTaps(g, inputOf(context, 0), outputOf(context), gradOfOutput(context), poolWindowOf({ ...node, inputs }))]
  },
}

/** A window as large as the image. */
export const globalMaxPool: Rule = {
  forward: (context) =>
    byIndices(context.training.capabilities) ? withIndices(context, { kernel_shape: ints(inputOf(context, 0).shape.slice(2)) }) : null,
  backward: (context) => [
    byIndices(context.capabilities)
      ? scattered(context)
      : gradientByAxes(context.g, inputOf(context, 0), outputOf(context), gradOfOutput(context)),
  ],
}

/** Whether gradients are scattered to the indices of the maxima; otherwise the maxima are found again by comparison. */
const byIndices = ({ maxPoolIndices, orderedScatter }: Capabilities): boolean => maxPoolIndices && orderedScatter

/** Keeps the indices of the maxima in the flattened input. */
function withIndices({ g, node, inputs }: ForwardContext, attributes: Attributes): ForwardResult {
  const outputs = g.nodeWithOutputs('MaxPool', inputs, { ...attributes, storage_order: int(0) }, { name: node.name, outputs: 2 })
  return { outputs: outputs.slice(0, node.outputs.length), saved: outputs.slice(1) }
}

/** Scatters gradients with addition, because an element can be the maximum of several windows (ONNX's MaxUnpool would overwrite). */
function scattered(context: BackwardContext): Value {
  const { g, node, saved } = context
  const [indices] = saved
  if (!indices) throw new Error(`${node.name} has kept no indices`)
  const { shape } = inputOf(context, 0)
  const flat = (value: Value): Value => reshape(g, value, [elementCount(value.shape)])
  const grad = gradOfOutput(context)
  const zeros = zerosLike(g, grad, [elementCount(shape)])
  return reshape(g, g.node('ScatterElements', [zeros, flat(indices), flat(grad)], { reduction: string('add') }), shape)
}
