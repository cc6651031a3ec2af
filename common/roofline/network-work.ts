// The work of a network, as far as a roofline needs it: arithmetic and bytes of each layer in each pass, for the whole batch.
import { bytesOf } from '../layers/step-cost'
import { passNames, type LayerRow, type NetworkAnalysis, type PassName } from '@contract/models/network-analysis'
import type { PrecisionName } from '@contract/training/precision'

export type LayerWork = Pick<LayerRow, 'name' | 'group' | 'passes'>

export interface NetworkWork {
  readonly name: string
  /** Images of a step. */
  readonly batchSize: number
  /** Bytes of a number in products: 4 in float32, 2 in float16. */
  readonly numberBytes: number
  readonly layers: readonly LayerWork[]
}

/** The work of an analysed network. @param precision that of the analysis */
export function workOf({ model, inputShape, rows }: NetworkAnalysis, precision: PrecisionName): NetworkWork {
  return { name: model, batchSize: inputShape[0] ?? 1, numberBytes: precision === 'mixed' ? 2 : 4, layers: rows }
}

/** The passes in which a layer has something to do: pooling has no weights, the first layer's images need no gradient. */
export function passesOf({ passes }: LayerWork, names: readonly PassName[] = passNames): readonly PassName[] {
  return names.filter((name) => passes[name].flops > 0 || bytesOf(passes[name]) > 0)
}
