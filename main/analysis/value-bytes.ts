// Bytes of the values of a network, by the precision that the network computes in.
import type { PrecisionName } from '@contract/training/precision'
import type { Graph, Node, Value } from '../onnx/graph'
import { elementBytes, elementCount } from '../onnx/tensor'

/** Bytes of a number that layers compute with, by precision: activations, their gradients, and weights as they are multiplied. */
export const numberBytes: Readonly<Record<PrecisionName, number>> = { float32: 4, mixed: 2 }

/** Bytes of a value. Values that are float32 in the graph are float16 in mixed precision. */
export function valueBytes({ type, shape }: Value, precision: PrecisionName): number {
  return elementCount(shape) * (type === 'float32' ? numberBytes[precision] : elementBytes[type])
}

/** Bytes of the first output of each node. */
export function outputBytes(nodes: readonly Node[], precision: PrecisionName): number {
  return nodes.reduce((sum, { operator, outputs: [output] }) => sum + (output && operator !== 'Identity' ? valueBytes(output, precision) : 0), 0)
}

/** Bytes of the outputs of all operators of a graph in float32: the memory of activations where a step keeps all of them. */
export const activationBytes = ({ nodes }: Graph): number => outputBytes(nodes, 'float32')
