// Tells the weights of a file from the constants of a formula, by name, place and values, where the file does not state the kind of a tensor.
import type { StoredGraph } from '../stored-model'
import { byOperator } from './by-operator'
import { elementCount, type Shape, type Tensor } from '../tensor'

/** Names that exporters make up, for constants and for weights that they have transposed or folded. */
const madeUp = /::|(^|\/)(const|val_|scalar)|_(cast|min|max)$/i

/** Whether an exporter has made a name up: then the name says nothing about the tensor. */
export const isMadeUp = (name: string): boolean => madeUp.test(name)

/**
 * Whether a tensor may be a weight: of float32, and not a single number (or one number repeated) under a name that an exporter made up.
 * The place of the tensor decides in the end.
 */
export function mayBeLearnt(name: string, tensor: Tensor): boolean {
  return tensor.type === 'float32' && elementCount(tensor.shape) > 0 && !(isMadeUp(name) && isUniform(tensor))
}

/** Whether all elements are equal. */
export function isUniform({ data }: Tensor): boolean {
  const [first] = data
  return data.every((value: number | bigint) => value === first)
}

/** Positions of the weights among the inputs of layers. */
const weightInputs = byOperator<readonly number[]>({
  BatchNormalization: [1, 2],
  Conv: [1, 2],
  ConvTranspose: [1, 2],
  Einsum: [0, 1],
  Gemm: [1, 2],
  MatMul: [0, 1],
  PRelu: [1],
})

/** Operators that change only shape and type of the output of a layer. */
const views: ReadonlySet<string> = new Set(['Cast', 'Identity', 'Reshape', 'Squeeze', 'Transpose', 'Unsqueeze'])

const layers: ReadonlySet<string> = new Set(['Conv', 'ConvTranspose', 'Einsum', 'Gemm', 'MatMul'])

/**
 * Finds the places of weights. A constant tensor is a weight where it is
 * - an input of a layer that {@link weightInputs} lists;
 * - of several numbers and added to the output of a layer, as converters write biases;
 * - in a file that states no kinds: one number per channel that multiplies, or is added to, a value computed from the output of a layer, as
 *   converters write normalisations.
 * @returns whether a tensor of this name is in such a place
 */
export function weightPlaces({ nodes, kinds }: Pick<StoredGraph, 'nodes' | 'kinds'>): (name: string, tensor: Tensor) => boolean {
  const inLayers = new Set(nodes.flatMap(({ operator, inputs }) => (weightInputs.get(operator) ?? []).flatMap((index) => inputs[index] ?? [])))
  const ofLayers = new Set<string>()
  const behindLayers = new Set<string>()
  const added = new Set<string>()
  const byChannel = new Set<string>()
  for (const { operator, inputs, outputs } of nodes) {
    const [first = ''] = inputs
    if (layers.has(operator) || (views.has(operator) && ofLayers.has(first))) for (const name of outputs) ofLayers.add(name)
    if (operator === 'Add' && inputs.some((name) => ofLayers.has(name))) for (const name of inputs) added.add(name)
    if ((operator === 'Add' || operator === 'Mul') && inputs.some((name) => behindLayers.has(name))) for (const name of inputs) byChannel.add(name)
    if (layers.has(operator) || inputs.some((name) => behindLayers.has(name))) for (const name of outputs) behindLayers.add(name)
  }
  for (const { operator, inputs: [first = ''], outputs } of nodes.toReversed()) {
    if (views.has(operator) || operator === 'Expand') {
      if (outputs.some((name) => added.has(name))) added.add(first)
      if (outputs.some((name) => byChannel.has(name))) byChannel.add(first)
      if (outputs.some((name) => inLayers.has(name))) inLayers.add(first)
    }
  }
  return (name, { shape }) => inLayers.has(name) || (added.has(name) && elementCount(shape) > 1) || (kinds.size === 0 && byChannel.has(name) && isVector(shape))
}

/** Whether a tensor runs along one axis only. */
const isVector = (shape: Shape): boolean => shape.filter((size) => size !== 1).length === 1
