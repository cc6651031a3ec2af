// A network: an ONNX graph from images to logits, and the lists of its trainable parameters and its buffers.
import type { InitializerName } from '@contract/models/initializers'
import type { Graph, Value } from '../onnx/graph'
import { elementCount, type Shape } from '../onnx/tensor'
import { initialValues, type InitialParameter } from './initialization/initializers'

/** A trainable parameter: a graph input whose values training changes. */
export interface Parameter extends InitialParameter {
  /** What all its elements begin as, where the initialiser does not decide. */
  readonly initial?: number
  /** Its place in the graph. */
  readonly value: Value
}

/** A value that training keeps up to date without a gradient, as a running mean: a graph input too. */
export interface NetworkBuffer {
  readonly name: string
  readonly shape: Shape
  /** What all its elements begin as. */
  readonly initial: number
  readonly value: Value
}

export interface Network {
  readonly name: string
  /** Inputs: `images` [N, C, H, W] float32, then the parameters and buffers; output: `logits` [N, classes]. */
  readonly graph: Graph
  readonly images: Value
  readonly logits: Value
  /** In the order of the layers, a layer's weight before its bias. */
  readonly parameters: readonly Parameter[]
  /** In the order of the layers. */
  readonly buffers: readonly NetworkBuffer[]
  /** What parameters and buffers begin as, where a file brings it. */
  readonly given?: StateValues
}

/** Values of parameters by name, row-major. */
export type ParameterValues = ReadonlyMap<string, Float32Array>

/** Values of parameters and buffers by name: all that a network has learnt. */
export type StateValues = ReadonlyMap<string, Float32Array>

/** What {@link StateValues} hold a value of: the parameters, then the buffers. */
export function stateOf(network: Network): readonly (Parameter | NetworkBuffer)[] {
  return [...network.parameters, ...network.buffers]
}

/** Number of trainable numbers of a network. */
export function parameterCount(network: Network): number {
  return network.parameters.reduce((sum, { value }) => sum + elementCount(value.shape), 0)
}

/** The values that parameters begin with, fresh arrays: as given, the others drawn; the same seed gives the same bits on every machine. */
export function initialParameters(network: Network, initializer: InitializerName, seed: number): ParameterValues {
  const drawn = (parameter: Parameter): Float32Array =>
    parameter.initial === undefined ? initialValues(parameter, initializer, seed) : filled(parameter.shape, parameter.initial)
  return new Map(network.parameters.map((parameter) => [parameter.name, network.given?.get(parameter.name)?.slice() ?? drawn(parameter)]))
}

/** The state that training begins with, fresh arrays: parameters drawn, buffers as they begin, or both as they are given. */
export function initialState(network: Network, initializer: InitializerName, seed: number): StateValues {
  const buffers = network.buffers.map(({ name, shape, initial }) => [name, network.given?.get(name)?.slice() ?? filled(shape, initial)] as const)
  return new Map([...initialParameters(network, initializer, seed), ...buffers])
}

const filled = (shape: Shape, value: number): Float32Array => new Float32Array(elementCount(shape)).fill(value)
