// Pooling windows with what the shapes of input and output say of them, as frameworks without PyTorch's options need it.
import { padsOf, pairOf, type Pair, type Sides } from '@common/layers/geometry'
import type { RecordOf } from '@contract/models/layers/layer'
import type { Atom } from './python/expression'
import type { Shapes } from './shaped-layers'

/** A layer of one kind with its shapes. */
export interface Pooling<Kind extends 'maxPool2d' | 'avgPool2d'> extends Shapes {
  readonly record: RecordOf<Kind>
}

export interface PoolingWindow {
  readonly kernel: Pair
  readonly stride: Pair
  readonly dilation: Pair
  /** As the layer pads. */
  readonly pads: Sides
  /** Rows at the bottom and columns at the right by which the last windows reach beyond the padded image, as they may in ceil mode. */
  readonly beyond: Pair
}

export function poolingWindow({ record, input, output }: Pooling<'maxPool2d'> | Pooling<'avgPool2d'>): PoolingWindow {
  const [kernel, stride, dilation, pads] = [pairOf(record.kernel), pairOf(record.stride ?? record.kernel), pairOf(record.layer === 'maxPool2d' ? record.dilation : 1), padsOf(record.padding)]
  const padded = [pads[0] + pads[2], pads[1] + pads[3]] as const
  const beyond = (axis: 0 | 1): number => {
    const reach = ((output[axis + 1] ?? 1) - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1
    return Math.max(0, reach - (input[axis + 1] ?? 0) - padded[axis])
  }
  return { kernel, stride, dilation, pads, beyond: [beyond(0), beyond(1)] }
}

/** Kernel and stride of the even windows into which an adaptive pool divides images. */
export function adaptiveWindow({ input, output }: Shapes): { readonly kernel: Pair; readonly stride: Pair } {
  const size = (axis: 0 | 1): number => input[axis + 1] ?? 1
  const count = (axis: 0 | 1): number => output[axis + 1] ?? 1
  const stride = (axis: 0 | 1): number => (count(axis) > 1 ? Math.floor(size(axis) / count(axis)) : size(axis))
  return { kernel: [Math.ceil(size(0) / count(0)), Math.ceil(size(1) / count(1))], stride: [stride(0), stride(1)] }
}

/** A pair as one number where both are the same. */
export const oneOrPair = ([vertical, horizontal]: Pair): Atom => (vertical === horizontal ? vertical : [vertical, horizontal])

/** Whether both sides of each axis are padded alike. */
export const isSymmetric = ([top, left, bottom, right]: Sides): boolean => top === bottom && left === right

export const isNothing = (numbers: readonly number[]): boolean => numbers.every((number) => number === 0)
