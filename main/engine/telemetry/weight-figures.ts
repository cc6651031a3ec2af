// Sizes of weights and of what a step has changed in them, from the values before and behind the step: what training did, not what a few images say.
import type { LayerFigure } from '@contract/runs/telemetry'
import type { StateValues } from '../../networks/network'
import type { WatchedLayer } from './watched-layers'

/** Of each layer, in their order; null: the layer has no weights, or no step followed. */
export type WeightFigures = Readonly<Record<Extract<LayerFigure, 'weightRms' | 'updateRms'>, readonly (number | null)[]>>

/** @param after null: no step followed */
export function weightFigures(layers: readonly WatchedLayer[], before: StateValues, after: StateValues | null): WeightFigures {
  const weightsOf = ({ weight }: WatchedLayer, values: StateValues | null): Float32Array | null => (weight === null ? null : (values?.get(weight) ?? null))
  const sizes = layers.map((layer) => {
    const [old, next] = [weightsOf(layer, before), weightsOf(layer, after)]
    return { weightRms: old && rms(old), updateRms: old && next && rmsOfDifference(next, old) }
  })
  return { weightRms: sizes.map(({ weightRms }) => weightRms), updateRms: sizes.map(({ updateRms }) => updateRms) }
}

// Plain loops: a fully connected layer of AlexNet has 26 million weights.

function rms(values: Float32Array): number {
  let sum = 0
  for (const value of values) sum += value ** 2
  return Math.sqrt(sum / values.length)
}

function rmsOfDifference(values: Float32Array, others: Float32Array): number {
  let sum = 0
  for (let at = 0; at < values.length; at++) sum += ((values[at] ?? 0) - (others[at] ?? 0)) ** 2
  return Math.sqrt(sum / values.length)
}
