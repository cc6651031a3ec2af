// Convolutions that fast algorithms can compute: two dimensions, stride 1, no dilation, no groups.
import { slide } from '../../../../onnx/shape-inference/window'
import type { Shape } from '../../../../onnx/tensor'
import type { Convolution } from '../convolution'

/** Sizes along height and width. */
type Extent = readonly [number, number]

export interface PlainConvolution {
  readonly kernel: Extent
  readonly padBegin: Extent
  readonly padEnd: Extent
  readonly input: Extent
  readonly output: Extent
}

/** A convolution over images of these spatial sizes as a plain one; null where it is none. */
export function plainConvolution(convolution: Convolution, spatial: Shape): PlainConvolution | null {
  const { kernel, strides, dilations, padBegin, padEnd, groups } = convolution
  if (groups !== 1 || [...strides, ...dilations].some((step) => step !== 1)) return null
  const lists = [kernel, padBegin, padEnd, spatial, slide(convolution, spatial)].map(extentOf)
  const [ofKernel, begin, end, input, output] = lists
  if (!ofKernel || !begin || !end || !input || !output) return null
  const padded = (axis: 0 | 1): boolean => begin[axis] < ofKernel[axis] && end[axis] < ofKernel[axis]
  return padded(0) && padded(1) ? { kernel: ofKernel, padBegin: begin, padEnd: end, input, output } : null
}

function extentOf([height, width, ...more]: readonly number[]): Extent | null {
  return height === undefined || width === undefined || more.length > 0 ? null : [height, width]
}
