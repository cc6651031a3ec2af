// The layers of a network whose units can be maximised.
import type { LayerRow } from '@contract/models/network-analysis'

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

export function unitLayers(rows: readonly LayerRow[]): readonly UnitLayer[] {
  return rows.flatMap(({ name, kind, outputShape: [, units, ...places] }, row) => {
    if (units === undefined || passingKinds.has(kind)) return []
    return [{ name, kind, units, isLast: row === rows.length - 1, words: places.length > 0 ? `${units} channels of ${places.join('×')}` : `${units} units` }]
  })
}
