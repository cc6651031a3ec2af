// Rules of MaxPool and GlobalMaxPool: the gradient goes to the element that was the maximum, of equal ones to the first.
import { int, ints, string, type Attributes, type Value } from '../../onnx/graph'
import { reshape, zerosLike } from '../../onnx/operations'
import { elementCount } from '../../onnx/tensor'
import { gradOfOutput, inputOf, type BackwardContext, type ForwardContext, type ForwardResult, type Rule } from '../rule'

export const maxPool: Rule = {
  forward: (context) => withIndices(context, context.node.attributes),
  backward: (context) => [scattered(context)],
}

/** A window as large as the image. */
export const globalMaxPool: Rule = {
  forward: (context) => withIndices(context, { kernel_shape: ints(inputOf(context, 0).shape.slice(2)) }),
  backward: (context) => [scattered(context)],
}

/** Keeps the indices of the maxima in the flattened input. */
function withIndices({ g, node, inputs }: ForwardContext, attributes: Attributes): ForwardResult {
  const outputs = g.nodeWithOutputs('MaxPool', inputs, { ...attributes, storage_order: int(0) }, { name: node.name, outputs: 2 })
  return { outputs: outputs.slice(0, node.outputs.length), saved: outputs.slice(1) }
}

/** Scattering with addition lets overlapping windows share an element (ONNX's MaxUnpool would overwrite). */
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
