// Inputs that a unit sums over and outputs that an input reaches, as the lab's initialisers count them.
import { pairOf } from '@common/layers/geometry'
import type { RecordOf } from '@contract/models/layers/layer'
import type { ImageOrVector } from './shaped-layers'

export interface Fans {
  readonly fanIn: number
  readonly fanOut: number
}

export type WeightedRecord = RecordOf<'conv2d' | 'convTranspose2d' | 'linear'>

export function fansOf(record: WeightedRecord, [inputs = 1]: ImageOrVector): Fans {
  if (record.layer === 'linear') return { fanIn: inputs, fanOut: record.features }
  const [height, width] = pairOf(record.kernel)
  const area = height * width
  const outputs = record.channels / record.groups
  return record.layer === 'conv2d' ? { fanIn: (inputs / record.groups) * area, fanOut: outputs * area } : { fanIn: outputs * area, fanOut: inputs * area }
}
