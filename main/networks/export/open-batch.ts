// Makes the batch dimension of a network dynamic, so that its file takes batches of any size.
import { firstOutput, ints, type Graph, type Node } from '../../onnx/graph'
import { DYNAMIC, int64, toNumbers, type Tensor } from '../../onnx/tensor'
import type { Network } from '../network'

/** Two batch sizes for which the network is built: a dimension that differs between the two graphs follows from the batch. */
const probes = [7, 11] as const

/**
 * @param networkFor builds the same network for any batch size
 * @throws Error where a node cannot take a dynamic batch
 */
export function withOpenBatch(networkFor: (batchSize: number) => Network): Network {
  const [network, other] = [networkFor(probes[0]), networkFor(probes[1])]
  const initializers = new Map<string, Tensor>(network.graph.initializers)
  const nodes = network.graph.nodes.map((node) => opened(node, network.graph, other.graph, initializers))
  const open = <T extends { readonly shape: readonly number[] }>(value: T): T => ({ ...value, shape: value.shape.with(0, DYNAMIC) })
  const [images, ...state] = network.graph.inputs
  const inputs = images ? [open(images), ...state] : []
  const outputs = network.graph.outputs.map(open)
  return { ...network, images: open(network.images), logits: open(network.logits), graph: { ...network.graph, inputs, outputs, initializers, nodes } }
}

/** The node, with a target shape (if it has one) that holds for every batch. */
function opened(node: Node, graph: Graph, other: Graph, initializers: Map<string, Tensor>): Node {
  const inputs = node.inputs.map((value, index) => {
    const [own, others] = [value && graph.initializers.get(value.name), value && other.initializers.get(value.name)]
    if (!value || own?.type !== 'int64' || !others) return value
    const [numbers, otherNumbers] = [toNumbers(own), toNumbers(others)]
    const places = numbers.flatMap((number, place) => (number === otherNumbers[place] ? [] : [place]))
    const [place] = places
    if (place === undefined) return value
    const target = openTarget(node, index, numbers, place, places.length)
    const name = `${value.name}.${node.name}`
    initializers.set(name, int64(target, [target.length]))
    return { ...value, name, shape: [target.length] }
  })
  // Resize may be given the sizes of some axes only; here of all but the batch.
  return node.operator === 'Resize' && inputs[3] !== node.inputs[3] && node.inputs[3]
    ? { ...node, inputs, attributes: { ...node.attributes, axes: ints(Array.from({ length: (node.inputs[3].shape[0] ?? 1) - 1 }, (_, axis) => axis + 1)) } }
    : { ...node, inputs }
}

function openTarget(node: Node, index: number, numbers: readonly number[], place: number, places: number): readonly number[] {
  if (places === 1) {
    // A dimension that the target takes from its input is written as the output's, as only one may be -1.
    if (node.operator === 'Reshape') return firstOutput(node).shape.with(place, -1)
    if (node.operator === 'Expand') return numbers.with(place, 1)
    if (node.operator === 'Resize' && index === 3 && place === 0) return numbers.slice(1)
  }
  throw new Error(`${node.name} (${node.operator}) computes something that depends on the number of images in the batch`)
}
