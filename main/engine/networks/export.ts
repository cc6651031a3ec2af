// Writes a network as a standard ONNX model: the parameters become initializers, the graph stays as the book has it.
import { encodeModel, type Metadata } from '../onnx/codec'
import type { Tensor } from '../onnx/tensor'
import type { Network, ParameterValues } from './network'

/**
 * The bytes of an ONNX file with input `images` and output `logits`.
 * @throws Error where a parameter has no values
 */
export function encodeNetwork(network: Network, values: ParameterValues, metadata: Metadata = {}): Uint8Array {
  const initializers = new Map<string, Tensor>(network.graph.initializers)
  for (const { name, shape } of network.parameters) {
    const data = values.get(name)
    if (!data) throw new Error(`parameter ${name} has no values`)
    initializers.set(name, { type: 'float32', shape, data })
  }
  return encodeModel({ ...network.graph, inputs: [network.images], initializers }, metadata)
}
