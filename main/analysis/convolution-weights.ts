// The convolutions of a network whose filters can be looked at: their names, and the parameters that hold their weights.
import { computedLayers } from './network-analysis'
import type { Network } from '../networks/network'

export interface ConvolutionWeight {
  /** Name of the layer as in the network's analysis. */
  readonly layer: string
  /** Name of the parameter. */
  readonly parameter: string
  /** [filters, channels of each, height, width]. */
  readonly shape: readonly [number, number, number, number]
}

/** In the order of computation. Convolutions over one or three axes, transposed ones, and those whose weights are computed from others are left out. */
export function convolutionWeights(network: Network): readonly ConvolutionWeight[] {
  const names = new Map(network.parameters.map(({ name, value }) => [value.name, name]))
  return computedLayers(network).flatMap(({ name: layer, nodes }) =>
    nodes.flatMap(({ operator, inputs: [, weight] }): readonly ConvolutionWeight[] => {
      const parameter = weight && names.get(weight.name)
      const [filters, channels, height, width] = weight?.shape ?? []
      if (operator !== 'Conv' || parameter == null || filters === undefined || channels === undefined || height === undefined || width === undefined) return []
      return [{ layer, parameter, shape: [filters, channels, height, width] }]
    }),
  )
}
