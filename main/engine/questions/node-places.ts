// Where every node of a compiled program belongs: to which layer of the network, in which pass.
import type { TimedPass } from '@contract/benchmark/layer-times'
import { computedLayers, type AnalyzedNetwork } from '../../analysis/network-analysis'
import { nodeTitle, type Graph, type Node } from '../../onnx/graph'
import type { Operator } from '../../onnx/operators'
import { lossOrigin } from '../program/loss/loss-graph'

/** A layer in a pass, or what belongs to no layer. */
export type NodePlace = { readonly layer: string; readonly pass: TimedPass } | 'images' | 'loss'

/** Places by name of a node, of those nodes whose place is known. */
export interface NodePlaces {
  readonly own: ReadonlyMap<string, NodePlace>
  /** Of normalisations and activations behind a convolution, the place of the convolution: ONNX Runtime may merge it with them, and give it the name of the last. */
  readonly ofConvolution: ReadonlyMap<string, NodePlace>
}

export function nodePlaces(program: Graph, network: AnalyzedNetwork): NodePlaces {
  const layers = layersByName(network)
  const places = new Map<string, NodePlace>()
  const ofConvolution = new Map<string, NodePlace>()
  const visit = ({ nodes }: Graph): void => {
    const forward = neededForLoss(nodes)
    const producers = new Map<string, Node>()
    for (const node of nodes) {
      for (const { name } of node.outputs) producers.set(name, node)
      for (const attribute of Object.values(node.attributes)) if (attribute.type === 'graph') visit(attribute.value)
      const { of, pass } = node.origin ?? {}
      if (of === undefined || pass === undefined) continue
      const layer = layers.get(of) ?? layers.get(of.split('.')[0] ?? '')
      // What a rule has emitted in the forward pass, but only gradients read, is work of the backward pass.
      if (of === lossOrigin) places.set(node.name, 'loss')
      else if (layer !== undefined) places.set(node.name, { layer, pass: pass === 'forward' && !forward.has(node) ? 'backward' : pass })
      else if (of === network.images.name) places.set(node.name, 'images')
      const before = producers.get(node.inputs[0]?.name ?? '')
      const place = before && mergedWithConvolutions.has(node.operator) ? (before.operator === 'Conv' ? places : ofConvolution).get(before.name) : undefined
      if (place !== undefined) ofConvolution.set(node.name, place)
    }
  }
  visit(program)
  return { own: places, ofConvolution }
}

const mergedWithConvolutions: ReadonlySet<Operator> = new Set<Operator>(['BatchNormalization', 'Relu', 'LeakyRelu', 'Sigmoid', 'Tanh', 'Clip', 'HardSigmoid', 'Add'])

/** Names of layers by the names of the layers themselves, of their nodes and of their parameters. */
function layersByName(network: AnalyzedNetwork): ReadonlyMap<string, string> {
  const layers = computedLayers(network)
  const parameters = new Set(network.parameters.map(({ value }) => value.name))
  const names = new Map(layers.map(({ name }) => [name, name]))
  for (const { name, nodes } of layers) {
    for (const node of nodes) {
      names.set(nodeTitle(node), name)
      for (const input of node.inputs) if (input && parameters.has(input.name) && !names.has(input.name)) names.set(input.name, name)
    }
  }
  return names
}

/** The nodes that the loss of the graph depends on; all nodes of a graph without a loss. */
function neededForLoss(nodes: readonly Node[]): ReadonlySet<Node> {
  const ends = nodes.filter(({ origin }) => origin?.of === lossOrigin && origin.pass === 'forward')
  if (ends.length === 0) return new Set(nodes)
  const found = new Set(ends)
  const wanted = new Set(ends.flatMap(({ inputs }) => inputs.map((value) => value?.name)))
  for (const node of nodes.toReversed()) {
    if (!node.outputs.some(({ name }) => wanted.has(name))) continue
    found.add(node)
    for (const value of node.inputs) wanted.add(value?.name)
  }
  return found
}
