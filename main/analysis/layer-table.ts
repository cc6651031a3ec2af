// The layer table of a network: what each operator outputs, holds and computes.
import type { LayerRow, LayerTable } from '@contract/models/layer-table'
import { firstOutput, type Graph, type Node, type Value } from '../onnx/graph'
import { elementBytes, elementCount } from '../onnx/tensor'
import type { BuiltLayer } from '../networks/build-layers'
import { multiplyAdds } from './multiply-adds'
import { pathOfGraph } from './path-of-graph'
import { pathOfLayers } from './path-of-layers'

/** A network as far as its layer table needs it. */
export interface TabulatedNetwork {
  readonly name: string
  readonly graph: Graph
  readonly images: Value
  readonly parameters: readonly { readonly name: string; readonly value: Value }[]
  /** The layers that it was built from; a network of a file has none. */
  readonly layers?: readonly BuiltLayer[]
}

/** One row per operator that computes or moves something, in the order of computation. */
export function layerTable(network: TabulatedNetwork): LayerTable {
  const parameters = new Map(network.parameters.map(({ name, value }) => [name, elementCount(value.shape)]))
  const rows = network.graph.nodes.filter(({ operator }) => operator !== 'Identity').map((node) => layerRow(node, parameters))
  const total = (pick: (row: LayerRow) => number): number => rows.reduce((sum, row) => sum + pick(row), 0)
  return {
    model: network.name,
    inputShape: [...network.images.shape],
    path: [
      { name: 'image', shape: network.images.shape.slice(1) },
      ...(network.layers ? pathOfLayers(network.layers) : pathOfGraph(network.graph, new Set(parameters.keys()))),
    ],
    rows,
    parameters: total((row) => row.parameters),
    macs: total((row) => row.macs),
    activationBytes: total((row) => row.activationBytes),
  }
}

function layerRow(node: Node, parameters: ReadonlyMap<string, number>): LayerRow {
  const { type, shape } = firstOutput(node)
  return {
    name: node.name,
    operator: node.operator,
    outputShape: [...shape],
    parameters: node.inputs.reduce((sum, value) => sum + (parameters.get(value?.name ?? '') ?? 0), 0),
    macs: multiplyAdds(node),
    activationBytes: elementCount(shape) * elementBytes[type],
  }
}
