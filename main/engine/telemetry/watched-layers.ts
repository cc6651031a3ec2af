// The layers of a network that telemetry watches: those with weights, and activations.
import { layerOutput } from '../../analysis/computed-layer'
import { layersOfGraph } from '../../analysis/layers-of-graph'
import { activationLayers } from '@contract/models/layers/activation'
import type { Network } from '../../networks/network'
import type { Value } from '../../onnx/graph'

export interface WatchedLayer {
  readonly name: string
  /** Kind of layer as in lists. */
  readonly kind: string
  /** What it computes, a value of the network's graph. */
  readonly output: Value
  /** Name of the parameter that it multiplies its inputs with; null: an activation has none. */
  readonly weight: string | null
}

/** In the order of computation. Layers whose only parameters shift or scale, as those of normalisation do, are left out. */
export function watchedLayers({ graph, parameters }: Network): readonly WatchedLayer[] {
  const weights = new Set(parameters.filter(({ shape }) => shape.length > 1).map(({ name }) => name))
  return layersOfGraph({ graph, parameters }).flatMap((layer): WatchedLayer[] => {
    const weight = layer.nodes.flatMap(({ inputs }) => inputs.map((input) => input?.name ?? '')).find((name) => weights.has(name)) ?? null
    if (weight === null && !(layer.kind in activationLayers)) return []
    return [{ name: layer.name, kind: layer.kind, output: layerOutput(layer), weight }]
  })
}
