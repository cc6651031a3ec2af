// How windows lie over images: the sizes and paddings of layer records as pairs and sides.
import type { Paddings, Sizes } from '@contract/models/layers/numbers'

/** [height, width] */
export type Pair = readonly [number, number]

export const pairOf = (sizes: Sizes | Pair): Pair => (typeof sizes === 'number' ? [sizes, sizes] : [sizes[0], sizes[1]])

/** Pixels at the top, left, bottom and right, in ONNX's order. */
export type Sides = readonly [number, number, number, number]

export function padsOf(padding: Paddings): Sides {
  if (typeof padding === 'object' && 'top' in padding) return [padding.top, padding.left, padding.bottom, padding.right]
  const [vertical, horizontal] = pairOf(padding)
  return [vertical, horizontal, vertical, horizontal]
}
