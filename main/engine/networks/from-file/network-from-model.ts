// Makes a network out of a model that was read from a file: for images of a given shape, its weights and running averages as inputs.
import { LabError } from '@contract/problem'
import { importGraph, type ImportedGraph } from '../../onnx/importing/import-graph'
import { unsupported } from '../../onnx/problems'
import type { StoredModel } from '../../onnx/stored-model'
import { DYNAMIC, type Shape, type Tensor } from '../../onnx/tensor'
import type { Value } from '../../onnx/graph'
import type { Network, StateValues } from '../network'
import { adapted, imageInput, imageLayout, type ImageLayout } from './image-layout'
import { learntTensors } from './learnt-tensors'
import { findLogits } from './logits'
import { withOwnAverages } from './own-averages'

export interface FileNetwork {
  readonly network: Network
  /** The values of parameters and buffers in the file. */
  readonly values: StateValues
  /** The softmax at the end that was left out, by the name of its node; null where there is none. */
  readonly softmax: string | null
}

/**
 * @param images shape [N, C, H, W]
 * @throws LabError `onnx/unsupported` where the engine cannot take the model, or the model not these images
 */
export function networkFromModel(model: StoredModel, name: string, images: Shape): FileNetwork {
  const layout = imageLayout(model, images)
  const { graph: imported, weights } = fitted(model, name, layout)
  const { graph, logits, softmax } = findLogits(withOwnAverages(adapted(imported, layout, images)))
  const [input] = graph.inputs
  if (!input) throw new LabError('onnx/unsupported', 'The network has lost its images.')
  const { parameters, buffers } = learntTensors(graph, weights)
  if (parameters.length === 0) throw unsupported('it has no weights', 'Choose a network with layers that learn.')
  const valueOf = (tensor: { readonly name: string; readonly shape: Shape }): Value => ({ ...tensor, type: 'float32', name: tensor.name, shape: tensor.shape })
  const network: Network = {
    name,
    graph,
    images: input,
    logits,
    parameters: parameters.map((parameter, index) => ({ ...parameter, index, value: valueOf(parameter) })),
    buffers: buffers.map((buffer) => ({ ...buffer, value: valueOf(buffer) })),
  }
  const state = [...network.parameters, ...network.buffers]
  const initializers = new Map<string, Tensor>(graph.initializers)
  const values = new Map<string, Float32Array>()
  for (const { name: tensor } of state) {
    const data = initializers.get(tensor)?.data
    if (data instanceof Float32Array) values.set(tensor, data)
    initializers.delete(tensor)
  }
  return { network: { ...network, graph: { ...graph, inputs: [input, ...state.map(({ value }) => value)], initializers } }, values, softmax }
}

/** The graph at the shape of the images; where it is not the file's own, an error says that it is the size which does not fit. */
function fitted(model: StoredModel, name: string, { input, shape }: ImageLayout): ImportedGraph {
  const shapes = new Map([[input, shape]])
  const own = imageInput(model).shape
  if (own.every((size, axis) => axis === 0 || size === DYNAMIC || size === shape[axis])) return importGraph(model, shapes)
  try {
    return importGraph(model, shapes)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
    const sizes = (list: Shape): string => list.slice(1).join(' x ')
    throw new LabError('onnx/size', `${name} is for images of ${sizes(own)} and cannot take ${sizes(shape)}. ${why}.`, 'Use images of its own size.', { cause: error })
  }
}
