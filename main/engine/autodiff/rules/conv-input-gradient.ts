// Gradient of a convolution by its input: the transposed convolution of the output's gradient with the same kernel.
// V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning", arXiv:1603.07285, section 4.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { flip, reshape, transpose } from '../../../onnx/operations'
import { reachOf } from '../../../onnx/shape-inference/window'
import type { Shape } from '../../../onnx/tensor'
import { channelsFirst, convolve, convolveTransposed, type Convolution } from './convolution'

/**
 * @param w kernel [M, C / groups, kernel...]
 * @param gradY [N, M, positions...]
 * @param shape of the input, [N, C, spatial...]
 */
export function convInputGradient(g: GraphBuilder, w: Value, gradY: Value, shape: Shape, convolution: Convolution): Value {
  if (isPlain(convolution)) return asConvolution(g, w, gradY, convolution)
  const [, , ...spatial] = shape
  const [, , ...positions] = gradY.shape
  const { strides, padBegin, padEnd } = convolution
  const unreached = spatial.map((size, axis) => {
    const padded = size + (padBegin[axis] ?? 0) + (padEnd[axis] ?? 0)
    return padded - ((positions[axis] ?? 1) - 1) * (strides[axis] ?? 1) - reachOf(convolution, axis)
  })
  return convolveTransposed(g, gradY, w, convolution, unreached)
}

/** Stride 1, no dilation, and padding below the kernel's size: then the gradient is a convolution with kernel - 1 - pad zeros around. */
function isPlain({ kernel, strides, dilations, padBegin, padEnd }: Convolution): boolean {
  const fits = (pad: number, axis: number): boolean => pad < (kernel[axis] ?? 1)
  return [...strides, ...dilations].every((step) => step === 1) && padBegin.every(fits) && padEnd.every(fits)
}

/** Convolution with the kernel turned by 180 degrees, channels exchanged: 10 to 30 % faster on the CPU than ConvTranspose. */
function asConvolution(g: GraphBuilder, w: Value, gradY: Value, convolution: Convolution): Value {
  const { kernel, padBegin, padEnd } = convolution
  const complement = (pads: readonly number[]): number[] => pads.map((pad, axis) => (kernel[axis] ?? 1) - 1 - pad)
  const turned = exchangeChannels(g, flip(g, w, kernel.map((_, axis) => axis + 2)), convolution)
  return convolve(g, gradY, turned, { ...convolution, padBegin: complement(padBegin), padEnd: complement(padEnd) })
}

/** Kernel [M, C / groups, kernel...] to [C, M / groups, kernel...], each group by itself. */
function exchangeChannels(g: GraphBuilder, w: Value, { groups, kernel }: Convolution): Value {
  if (groups === 1) return channelsFirst(g, w)
  const [maps = 0, channelsOfGroup = 0] = w.shape
  const byGroup = reshape(g, w, [groups, maps / groups, channelsOfGroup, ...kernel])
  const exchanged = transpose(g, byGroup, [0, 2, 1, ...kernel.map((_, axis) => axis + 3)])
  return reshape(g, exchanged, [groups * channelsOfGroup, maps / groups, ...kernel])
}
