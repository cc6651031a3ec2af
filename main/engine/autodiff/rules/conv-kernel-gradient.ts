// Gradient of a convolution by its kernel: a correlation of the input with the output's gradient, in two forms.
import { ints, type Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { concat, gemm, padSpatial, reshape, slice, transpose } from '../../onnx/operations'
import type { Window } from '../../onnx/shape-inference/window'

/**
 * @param x [N, C, H, W]
 * @param gradY [N, M, OH, OW]
 * @returns [M, C, kh, kw]
 */
export function convKernelGradient(g: GraphBuilder, x: Value, gradY: Value, window: Window): Value {
  const taps = window.kernel.reduce((product, size) => product * size, 1)
  return taps <= tapLimit ? byTaps(g, x, gradY, window) : asConvolution(g, x, gradY, window)
}

/** Up to 5x5 the products by tap are faster on the CPU; the 11x11 of AlexNet's first layer is faster as a convolution. */
const tapLimit = 25

/** For every tap of the kernel one matrix product over all images and positions: dW[:, :, i, j] = dY X(i, j)^T. */
function byTaps(g: GraphBuilder, x: Value, gradY: Value, window: Window): Value {
  const [n = 0, m = 0, oh = 0, ow = 0] = gradY.shape
  const channels = x.shape[1] ?? 0
  const [kh = 1, kw = 1] = window.kernel
  const [strideY = 1, strideX = 1] = window.strides
  const [dilationY = 1, dilationX = 1] = window.dilations
  const [top = 0, left = 0] = window.padBegin
  const [bottom = 0, right = 0] = window.padEnd
  const padded = padSpatial(g, transpose(g, x, [1, 0, 2, 3]), [top, left, bottom, right])
  const gradRows = reshape(g, transpose(g, gradY, [1, 0, 2, 3]), [m, n * oh * ow])
  const taps = Array.from({ length: kh * kw }, (_, tap) => {
    const [y, x0] = [Math.floor(tap / kw) * dilationY, (tap % kw) * dilationX]
    const seen = slice(g, padded, [
      { axis: 2, start: y, end: y + (oh - 1) * strideY + 1, step: strideY },
      { axis: 3, start: x0, end: x0 + (ow - 1) * strideX + 1, step: strideX },
    ])
    const product = gemm(g, gradRows, reshape(g, seen, [channels, n * oh * ow]), null, { transB: true })
    return reshape(g, product, [m, channels, 1])
  })
  return reshape(g, concat(g, taps, 2), [m, channels, kh, kw])
}

/** A convolution over the batch: images as channels, the gradient as a kernel whose dilation is the stride. */
function asConvolution(g: GraphBuilder, x: Value, gradY: Value, window: Window): Value {
  const [, , ...positions] = gradY.shape
  const { kernel, strides, dilations, padBegin, padEnd } = window
  const correlated = g.node('Conv', [transpose(g, x, [1, 0, 2, 3]), transpose(g, gradY, [1, 0, 2, 3])], {
    kernel_shape: ints(positions),
    strides: ints(dilations),
    dilations: ints(strides),
    pads: ints([...padBegin, ...padEnd]),
  })
  // Where the last window leaves elements over, there are more taps than the kernel has.
  const surplus = kernel.flatMap((size, axis) => (correlated.shape[axis + 2] === size ? [] : [{ axis: axis + 2, start: 0, end: size }]))
  return transpose(g, surplus.length > 0 ? slice(g, correlated, surplus) : correlated, [1, 0, 2, 3])
}
