// Gradient of a convolution by its kernel: a correlation of the input with the output's gradient, in four forms.
import type { Value } from '../../../onnx/graph'
import type { GraphBuilder } from '../../../onnx/graph-builder'
import { concat, gemm, matMul, padSpatial, reduceSum, reshape, slice, transpose } from '../../../onnx/operations'
import type { Window } from '../../../onnx/shape-inference/window'
import { elementCount } from '../../../onnx/tensor'
import type { Capabilities } from '../../capabilities'
import { channelsFirst, convolve, type Convolution } from './convolution'
import { tapsOf } from './taps'

/**
 * @param x [N, C, spatial...]
 * @param gradY [N, M, positions...]
 * @returns [M, C / groups, kernel...]
 */
export function convKernelGradient(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution, { largeKernels }: Capabilities): Value {
  if (largeKernels && elementCount(convolution.kernel) > tapLimit) return asConvolution(g, x, gradY, convolution)
  const isThin = !largeKernels && (x.shape[1] ?? 0) < thinProduct
  if (convolution.groups === 1 && (isThin || windowElements(x, gradY, convolution) <= maxWindowElements)) return byWindows(g, x, gradY, convolution)
  return convolution.groups === 1 ? byTaps(g, x, gradY, convolution) : byTapsOfGroups(g, x, gradY, convolution)
}

/** Up to 5x5 the products by tap are faster on the CPU; the 11x11 of AlexNet's first layer is faster as a convolution. */
const tapLimit = 25

/** A product by tap has a column for each channel: of fewer than these a GPU, which may not take the way over the batch, computes a tile for nothing. */
const thinProduct = 16

/** So many numbers that all windows see are kept at once: more than that are slower than one tap after the other, and use more memory. */
const maxWindowElements = 10e6

/** Numbers that the windows at all positions of all images see. */
function windowElements(x: Value, gradY: Value, { kernel }: Convolution): number {
  const [n = 0, , ...positions] = gradY.shape
  return n * (x.shape[1] ?? 0) * elementCount(kernel) * elementCount(positions)
}

/**
 * For every image one matrix product of what its windows see, [taps * C, positions], with its gradient, [positions, M]: im2col.
 * K. Chellapilla, S. Puri, P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
 */
function byWindows(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const [n = 0, m = 0, ...positions] = gradY.shape
  const [channels, taps, area] = [x.shape[1] ?? 0, elementCount(convolution.kernel), elementCount(positions)]
  const padded = padSpatial(g, x, convolution.padBegin, convolution.padEnd)
  const seen = reshape(g, concat(g, tapsOf(g, padded, positions, convolution), 1), [n, taps * channels, area])
  // The gradient has fewer rows as a rule, so that is what is turned round.
  const products = matMul(g, seen, transpose(g, reshape(g, gradY, [n, m, area]), [0, 2, 1]))
  const sums = reshape(g, reduceSum(g, products, [0]), [taps, channels, m])
  return reshape(g, transpose(g, sums, [2, 1, 0]), [m, channels, ...convolution.kernel])
}

/** For every tap of the kernel one matrix product over all images and positions: dW[:, :, tap] = dY X(tap)^T. */
function byTaps(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const [n = 0, m = 0, ...positions] = gradY.shape
  const channels = x.shape[1] ?? 0
  const columns = n * elementCount(positions)
  const gradRows = reshape(g, channelsFirst(g, gradY), [m, columns])
  const taps = tapsOfImages(g, x, positions, convolution).map((seen) => {
    const product = gemm(g, gradRows, reshape(g, seen, [channels, columns]), null, { transB: true })
    return reshape(g, product, [m, channels, 1])
  })
  return reshape(g, concat(g, taps, 2), [m, channels, ...convolution.kernel])
}

/** The same for all groups at once, as batched products of X(tap) [groups, C / groups, columns] and dY^T [groups, columns, M / groups]. */
function byTapsOfGroups(g: GraphBuilder, x: Value, gradY: Value, { groups, ...window }: Convolution): Value {
  const [n = 0, m = 0, ...positions] = gradY.shape
  const [channels, maps] = [(x.shape[1] ?? 0) / groups, m / groups]
  const area = elementCount(positions)
  const gradColumns = transpose(g, reshape(g, gradY, [n, groups, maps, area]), [1, 0, 3, 2])
  const right = reshape(g, gradColumns, [groups, n * area, maps])
  const taps = tapsOfImages(g, x, positions, window).map((seen) => {
    const product = matMul(g, reshape(g, seen, [groups, channels, n * area]), right)
    return reshape(g, product, [groups, channels, maps, 1])
  })
  return reshape(g, transpose(g, concat(g, taps, 3), [0, 2, 1, 3]), [m, channels, ...window.kernel])
}

/** What each tap of the kernel sees at all positions, row-major: [C, N, positions...]. */
function tapsOfImages(g: GraphBuilder, x: Value, positions: readonly number[], window: Window): Value[] {
  return tapsOf(g, padSpatial(g, channelsFirst(g, x), window.padBegin, window.padEnd), positions, window)
}

/** Images [N, C, spatial...] to [C / groups, groups N, spatial...]. */
function batchOfChannels(g: GraphBuilder, x: Value, { groups }: Convolution): Value {
  if (groups === 1) return channelsFirst(g, x)
  const [n = 0, c = 0, ...spatial] = x.shape
  const byGroup = transpose(g, reshape(g, x, [n, groups, c / groups, ...spatial]), [2, 1, 0, ...spatial.map((_, axis) => axis + 3)])
  return reshape(g, byGroup, [c / groups, groups * n, ...spatial])
}

/**
 * A convolution over the batch: images as channels, the gradient as a kernel whose dilation is the stride. Groups remain groups, the
 * channels within each take the place of the batch.
 */
function asConvolution(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const { kernel, strides, dilations } = convolution
  const exchanged = { ...convolution, kernel: gradY.shape.slice(2), strides: dilations, dilations: strides }
  const correlated = convolve(g, batchOfChannels(g, x, convolution), channelsFirst(g, gradY), exchanged)
  // Where the last window leaves elements over, there are more taps than the kernel has.
  const surplus = kernel.flatMap((size, axis) => (correlated.shape[axis + 2] === size ? [] : [{ axis: axis + 2, start: 0, end: size }]))
  return channelsFirst(g, surplus.length > 0 ? slice(g, correlated, surplus) : correlated)
}
