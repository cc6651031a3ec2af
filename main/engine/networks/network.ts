// A network: an ONNX graph from images to logits, and the list of its trainable parameters.
import type { InitializerName } from '@contract/networks'
import type { Graph, Value } from '../onnx/graph'
import { initialValues, type InitialParameter } from './initializers'

/** A trainable parameter: a graph input whose values training changes. */
export interface Parameter extends InitialParameter {
  /** Its place in the graph. */
  readonly value: Value
}

export interface Network {
  readonly name: string
  /** Inputs: `images` [N, C, H, W] float32, then the parameters; output: `logits` [N, classes]. */
  readonly graph: Graph
  readonly images: Value
  readonly logits: Value
  /** In the order of the layers, a layer's weight before its bias. */
  readonly parameters: readonly Parameter[]
}

/** Values of parameters by name, row-major. */
export type ParameterValues = ReadonlyMap<string, Float32Array>

/** Number of trainable numbers of a network. */
export function parameterCount(network: Network): number {
  return network.parameters.reduce((sum, { value }) => sum + value.shape.reduce((product, size) => product * size, 1), 0)
}

/** Draws all parameters of a network; the same seed gives the same bits on every machine. */
export function initialParameters(network: Network, initializer: InitializerName, seed: number): ParameterValues {
  return new Map(network.parameters.map((parameter) => [parameter.name, initialValues(parameter, initializer, seed)]))
}
