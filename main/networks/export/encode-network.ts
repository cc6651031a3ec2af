// Writes a network as a standard ONNX model: parameters and buffers become initializers; the graph is that of the layers, without rewrites for training.
import { encodeModel } from '../../onnx/encoding'
import type { Metadata } from '../../onnx/metadata'
import type { Tensor } from '../../onnx/tensor'
import { stateOf, type Network, type StateValues } from '../network'

/**
 * The bytes of an ONNX file with input `images` and output `logits`.
 * @throws Error where a parameter or buffer has no values
 */
export function encodeNetwork(network: Network, values: StateValues, metadata: Metadata = {}): Uint8Array {
  const initializers = new Map<string, Tensor>(network.graph.initializers)
  for (const { name, shape } of stateOf(network)) {
    const data = values.get(name)
    if (!data) throw new Error(`${name} has no values`)
    initializers.set(name, { type: 'float32', shape, data })
  }
  return encodeModel({ ...network.graph, inputs: [network.images], initializers }, metadata)
}
