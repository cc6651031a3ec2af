// A layer for the analysis: the nodes that compute it, from a list of layers or from a file.
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { BuiltLayer } from '../networks/build-layers'
import { firstOutput, type Node } from '../onnx/graph'

export interface ComputedLayer {
  /** Unique in the network. */
  readonly name: string
  /** Kind of layer as in lists, or an ONNX operator. */
  readonly kind: string
  /** Place in the list of layers; null: the layer is one of a file. */
  readonly path: LayerPath | null
  /** In the order of computation; the last one computes the output of the layer. */
  readonly nodes: readonly Node[]
}

/** The output of a layer. */
export function layerOutput({ name, nodes }: ComputedLayer): ReturnType<typeof firstOutput> {
  const last = nodes.at(-1)
  if (!last) throw new Error(`layer ${name} has no node`)
  return firstOutput(last)
}

/** A layer of a list. The part of a node's name before the first dot is the name of the layer. */
export function computedLayer({ record, path, nodes }: BuiltLayer): ComputedLayer {
  const [name = record.layer] = nodes.at(-1)?.name.split('.') ?? []
  return { name, kind: record.layer, path, nodes }
}
