// The layers of a network whose units can be maximised.
import { phrase } from '@language/phrase'
import type { MapsOfLayer } from '@contract/inspection/layer-maps'

export interface UnitLayer {
  /** As in the network's analysis. */
  readonly name: string
  readonly kind: string
  readonly units: number
  /** Whether its units are the classes' logits. */
  readonly isLast: boolean
  /** Of a layer with places, e.g. `96 channels of 54×54`; else `10 units`. */
  readonly words: string
}

/** Kinds of layers that pass on what they are given: their units are those of the layer before. */
const passingKinds: ReadonlySet<string> = new Set(['dropout', 'flatten'])

/** @param layers all of the network, in the order of computation */
export function unitLayers(layers: readonly Pick<MapsOfLayer, 'layer' | 'kind' | 'channels' | 'height' | 'width'>[]): readonly UnitLayer[] {
  return layers.flatMap(({ layer: name, kind, channels: units, height, width }, index) => {
    if (passingKinds.has(kind)) return []
    return [{ name, kind, units, isLast: index === layers.length - 1, words: height * width > 1 ? phrase('{units} channels of {height}×{width}', { units, height, width }) : phrase('{units} units', { units }) }]
  })
}
