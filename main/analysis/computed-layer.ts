// A layer as its analysis sees it: the nodes that compute it, whether they come from a list of layers or from a file.
import type { LayerPath } from '@contract/models/layers/layer-place'
import type { BuiltLayer } from '../networks/build-layers'
import { firstOutput, type Node } from '../onnx/graph'

export interface ComputedLayer {
  /** Unique in the network. */
  readonly name: string
  /** Kind of layer as in lists, or an ONNX operator. */
  readonly kind: string
  /** From the list of layers to this one; null: of a file. */
  readonly path: LayerPath | null
  /** In their order; the last one gives the layer's output. */
  readonly nodes: readonly Node[]
}

/** The output of a layer. */
export function layerOutput({ name, nodes }: ComputedLayer): ReturnType<typeof firstOutput> {
  const last = nodes.at(-1)
  if (!last) throw new Error(`layer ${name} has no node`)
  return firstOutput(last)
}

/** A layer of a list. Its nodes and parameters have its name, up to the first dot. */
export function computedLayer({ record, path, nodes }: BuiltLayer): ComputedLayer {
  const [name = record.layer] = nodes.at(-1)?.name.split('.') ?? []
  return { name, kind: record.layer, path, nodes }
}
