// What changes where the channels of images are the last axis: the order of the values of a flattened image.
import type { LayerKind, LayerRecord } from '@contract/models/layers/layer'
import type { LayerToWrite } from './layer-writer'
import type { Shaped } from './shaped-layers'

/** Layers that treat each value by itself, whatever its place. */
const byValue: ReadonlySet<LayerKind> = new Set([
  'relu', 'relu6', 'hardtanh', 'leakyRelu', 'elu', 'selu', 'gelu', 'silu', 'mish', 'softplus', 'sigmoid', 'hardsigmoid', 'hardswish', 'tanh', 'dropout', 'multiply',
])

/**
 * Whether images must be turned to channels first before they are flattened. A fully connected layer that comes next takes its inputs in any
 * order, which only numbers its weights otherwise; whatever else looks at the place of a value must find it where the network has it.
 */
export function needsChannelsFirst({ input, behind }: Pick<LayerToWrite<'flatten'>, 'input' | 'behind'>): boolean {
  return isOrdered(input) && behind.find(({ record }) => !byValue.has(record.layer))?.record.layer !== 'linear'
}

/** Whether the order of the axes tells in the flattened image. */
const isOrdered = ([channels = 1, height = 1, width = 1]: readonly number[]): boolean => channels > 1 && height * width > 1

/** The shapes [C, H, W] of the images that fully connected layers get in the order of channels last; others get theirs in the network's order. */
export function reorderedInputs(layers: readonly Shaped[]): ReadonlyMap<LayerRecord, readonly number[]> {
  return new Map(
    layers.flatMap((layer, index): (readonly [LayerRecord, readonly number[]])[] => {
      if ('layers' in layer) return [...reorderedInputs(layer.layers), ...reorderedInputs(layer.shortcut)]
      if ('branches' in layer) return layer.branches.flatMap((branch) => [...reorderedInputs(branch)])
      const before = layers.slice(0, index).findLast(({ record }) => !byValue.has(record.layer))
      const isReordered = layer.record.layer === 'linear' && before?.record.layer === 'flatten' && isOrdered(before.input)
      return isReordered ? [[layer.record, before.input] as const] : []
    }),
  )
}
