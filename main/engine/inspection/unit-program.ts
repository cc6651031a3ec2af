// Compiles a network into a program that tells of each unit of its layers the largest and the mean value in every image of a batch.
import type { Network } from '../../networks/network'
import { encodeModel } from '../../onnx/encoding'
import type { Value } from '../../onnx/graph'
import { GraphBuilder } from '../../onnx/graph-builder'
import { reduceMax, reduceMean } from '../../onnx/operations'
import type { ImageFormat } from '../program/inputs/image-batch'
import { emitValues } from '../program/values-program'
import type { InspectedLayer } from './inspected-layers'

/** Names of the outputs for a layer by its place, float32 [N, channels]; a layer without places has the first alone. */
export const unitOutputs = { largest: (layer: number) => `largest.${layer}`, mean: (layer: number) => `mean.${layer}` } as const

/** Whether the outputs of a layer have places, over which the largest value and the mean are taken. */
export const hasPlaces = ({ output }: InspectedLayer): boolean => output.shape.length > 2

/** Inputs as of `compileValues`. Only numbers of units leave the program, so that the memory of layers is used again for those behind them. */
export function compileUnits(network: Network, layers: readonly InspectedLayer[], format: Omit<ImageFormat, 'count'>): Uint8Array {
  const g = new GraphBuilder('units')
  const named = (value: Value, name: string): Value => g.node('Identity', [value], {}, { name })
  const values = emitValues(g, network, layers.map(({ output }) => output), format)
  const outputs = layers.flatMap((layer, index) => {
    const value = values[index]
    if (!value) throw new Error(`${layer.name} has no value`)
    const places = value.shape.flatMap((_, axis) => (axis > 0 && axis !== layer.channelAxis ? [axis] : []))
    if (!hasPlaces(layer)) return [named(value, unitOutputs.largest(index))]
    return [named(reduceMax(g, value, places), unitOutputs.largest(index)), named(reduceMean(g, value, places), unitOutputs.mean(index))]
  })
  return encodeModel(g.build(outputs))
}
