// Operators that programs for a device are emitted without, each with what takes its place.
import type { Substitutes } from '../../onnx/graph-builder'
import { substitutesFor } from '../../onnx/substitutes'
import type { Capabilities } from '../capabilities'
import { sumInOrder } from './ordered-sum'
import { sumBesideProduct } from './sum-beside-product'

export function substitutesOf({ lacks, orderedSums, foldsUpdates }: Capabilities): Substitutes {
  return { ...substitutesFor(lacks), ...(!orderedSums && { ReduceSum: sumInOrder }), ...(!foldsUpdates && { Gemm: sumBesideProduct }) }
}
