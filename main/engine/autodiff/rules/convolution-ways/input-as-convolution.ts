// Gradient of a convolution by its input as a convolution of the output's gradient.
// V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, section 4.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { flip, reshape, transpose } from '../../../../onnx/operations'
import { channelsFirst, convolve, type Convolution } from '../convolution'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'

/** Convolution with kernel - 1 - pad zeros around, the kernel turned by 180 degrees and its channels exchanged: 10 to 30 % faster on the CPU than ConvTranspose. */
export const inputAsConvolution: ConvWay<'input gradient'> = {
  fits: ({ convolution }) => isPlain(convolution),
  cost: directCost,
  emit: ({ g, place: { convolution } }, { w, gradY }) => {
    const opposite = turned(g, w, convolution)
    return convolve(g, gradY, opposite.kernels, opposite.convolution)
  },
}

/** The convolution that takes a plain convolution's gradient by its output to that by its input: kernels [C, M / groups, kernel...] and their padding. */
export function turned(g: GraphBuilder, w: Value, convolution: Convolution): { readonly kernels: Value; readonly convolution: Convolution } {
  const { kernel, padBegin, padEnd } = convolution
  const complement = (pads: readonly number[]): number[] => pads.map((pad, axis) => (kernel[axis] ?? 1) - 1 - pad)
  const kernels = exchangeChannels(g, flip(g, w, kernel.map((_, axis) => axis + 2)), convolution)
  return { kernels, convolution: { ...convolution, padBegin: complement(padBegin), padEnd: complement(padEnd) } }
}

/** Stride 1, no dilation, and padding below the kernel's size. */
function isPlain({ kernel, strides, dilations, padBegin, padEnd }: Convolution): boolean {
  const fits = (pad: number, axis: number): boolean => pad < (kernel[axis] ?? 1)
  return [...strides, ...dilations].every((step) => step === 1) && padBegin.every(fits) && padEnd.every(fits)
}

/** Kernel [M, C / groups, kernel...] to [C, M / groups, kernel...], each group by itself. */
function exchangeChannels(g: GraphBuilder, w: Value, { groups, kernel }: Convolution): Value {
  if (groups === 1) return channelsFirst(g, w)
  const [maps = 0, channelsOfGroup = 0] = w.shape
  const byGroup = reshape(g, w, [groups, maps / groups, channelsOfGroup, ...kernel])
  const exchanged = transpose(g, byGroup, [0, 2, 1, ...kernel.map((_, axis) => axis + 3)])
  return reshape(g, exchanged, [groups * channelsOfGroup, maps / groups, ...kernel])
}
