// A network: an ONNX graph from images to logits, and the lists of its trainable parameters and its buffers.
import type { InputForm } from '@common/preprocessing/input-form'
import type { InitializerName } from '@contract/models/initializers'
import type { Graph, Value } from '../onnx/graph'
import { elementCount, type Shape } from '../onnx/tensor'
import { initialValues, type InitialParameter } from './initialization/initializers'

/** A trainable parameter: a graph input whose values training changes. */
export interface Parameter extends InitialParameter {
  /** Initial value of all elements, where the initialiser does not draw them. */
  readonly initial?: number
  /** Its value in the graph. */
  readonly value: Value
}

/** A value that training keeps up to date without a gradient, as a running mean: a graph input too. */
export interface NetworkBuffer {
  readonly name: string
  readonly shape: Shape
  /** Initial value of all elements. */
  readonly initial: number
  /** Draws its values by the run's seed, in place of `initial`. */
  readonly draw?: (seed: number) => Float32Array
  readonly value: Value
}

/** A layer whose buffers are found in training images before the first step. */
export interface FittedLayer {
  readonly name: string
  /** What is computed of each image up to the layer, and is its fitting's data: [N, ..., width], rows of the last axis. */
  readonly samples: Value
  readonly fitting: Fitting
}

/** How the buffers of a layer are found; fields name buffers of the network. */
export type Fitting =
  /** Centres of the samples by k-means: [words, width]. */
  | { readonly kind: 'codebook'; readonly codebook: string; readonly words: number }
  /** Samples of random images [components, width], and the inverse root of their RBF kernel [components, components]. */
  | { readonly kind: 'landmarks'; readonly landmarks: string; readonly normalization: string; readonly components: number; readonly gamma: number }

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
  /** In the order of the layers; none where left out. */
  readonly fitted?: readonly FittedLayer[]
  /** How images of the data set become `images`, whose shape says the size that they are resized to; where left out, in the book's way (`plainInput`). */
  readonly inputForm?: InputForm
  /** Initial values of parameters and buffers, where they come from a file. */
  readonly given?: StateValues
  /** Of a network from a file: itself with all outputs and names of that file. See `file-names.ts`. */
  readonly inFile?: Network
}

/** Values of parameters by name, row-major. */
export type ParameterValues = ReadonlyMap<string, Float32Array>

/** Values of parameters and buffers by name: everything that a network has learnt. */
export type StateValues = ReadonlyMap<string, Float32Array>

/** The parameters, then the buffers: the tensors whose values {@link StateValues} hold. */
export function stateOf(network: Network): readonly (Parameter | NetworkBuffer)[] {
  return [...network.parameters, ...network.buffers]
}

/** Number of elements of all trainable parameters. */
export function parameterCount(network: Network): number {
  return network.parameters.reduce((sum, { value }) => sum + elementCount(value.shape), 0)
}

/** The parameters whose initial values are drawn. */
export function drawnParameters({ parameters, given }: Network): readonly Parameter[] {
  return parameters.filter(({ name, initial }) => initial === undefined && !given?.has(name))
}

/**
 * Initial values of the parameters, in new arrays: given ones where there are any, else drawn. The same seed gives the same bits on every machine.
 * @param scale factor on drawn weights
 * @param drawn values that were drawn already; they are not copied
 */
export function initialParameters(network: Network, initializer: InitializerName, seed: number, scale = 1, drawn: ParameterValues = new Map()): ParameterValues {
  const fresh = (parameter: Parameter): Float32Array =>
    parameter.initial === undefined ? (drawn.get(parameter.name) ?? initialValues(parameter, initializer, seed, scale)) : filled(parameter.shape, parameter.initial)
  return new Map(network.parameters.map((parameter) => [parameter.name, network.given?.get(parameter.name)?.slice() ?? fresh(parameter)]))
}

/**
 * Initial state of training, in new arrays: given values where there are any, else parameters are drawn and buffers have their initial value; those of fitted layers are still to be found (see `fitFeatures`).
 * For the parameters see {@link initialParameters}.
 */
export function initialState(network: Network, initializer: InitializerName, seed: number, scale = 1, drawn: ParameterValues = new Map()): StateValues {
  const buffers = network.buffers.map(({ name, shape, initial, draw }) => [name, network.given?.get(name)?.slice() ?? draw?.(seed) ?? filled(shape, initial)] as const)
  return new Map([...initialParameters(network, initializer, seed, scale, drawn), ...buffers])
}

const filled = (shape: Shape, value: number): Float32Array => new Float32Array(elementCount(shape)).fill(value)
