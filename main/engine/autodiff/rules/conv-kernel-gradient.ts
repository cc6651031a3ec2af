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

/** A GPU computes matrix products in tiles of this many columns. A product per tap has one column per channel, so fewer channels leave a tile mostly empty. */
const thinProduct = 16

/** Largest im2col matrix, in elements: beyond it, one product per tap is faster and uses less memory. */
const maxWindowElements = 10e6

/** Elements of the im2col matrix of the whole batch. */
function windowElements(x: Value, gradY: Value, { kernel }: Convolution): number {
  const [n = 0, , ...positions] = gradY.shape
  return n * (x.shape[1] ?? 0) * elementCount(kernel) * elementCount(positions)
}

/**
 * im2col: for every image, the product of the elements under its windows, [taps * C, positions], with its gradient, [positions, M]; then the
 * sum over images.
 * K. Chellapilla, S. Puri, P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
 */
function byWindows(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const [n = 0, m = 0, ...positions] = gradY.shape
  const [channels, taps, area] = [x.shape[1] ?? 0, elementCount(convolution.kernel), elementCount(positions)]
  const padded = padSpatial(g, x, convolution.padBegin, convolution.padEnd)
  const seen = reshape(g, concat(g, tapsOf(g, padded, positions, convolution), 1), [n, taps * channels, area])
  // Of the two operands the gradient is transposed, because it is usually the smaller one.
  const products = matMul(g, seen, transpose(g, reshape(g, gradY, [n, m, area]), [0, 2, 1]))
  const sums = reshape(g, reduceSum(g, products, [0]), [taps, channels, m])
  return reshape(g, transpose(g, sums, [2, 1, 0]), [m, channels, ...convolution.kernel])
}

/** One matrix product per tap over all images and positions: dW[:, :, tap] = dY X(tap)^T, with dY [M, N * positions], X(tap) [C, N * positions]. */
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

/** As {@link byTaps}, batched over groups: X(tap) [groups, C / groups, columns] times dY^T [groups, columns, M / groups]. */
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

/** X(tap) for each tap of the kernel, row-major: the element under the tap at every position, [C, N, positions...]. */
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
 * dW as a convolution with stride and dilation exchanged. Its batch are the channels of x, its channels the images: [C, N, spatial...]. Its kernel
 * is the gradient: [M, N, positions...]. With groups, its batch are the C / groups channels of a group.
 */
function asConvolution(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const { kernel, strides, dilations } = convolution
  const exchanged = { ...convolution, kernel: gradY.shape.slice(2), strides: dilations, dilations: strides }
  const correlated = convolve(g, batchOfChannels(g, x, convolution), channelsFirst(g, gradY), exchanged)
  // Where the input reaches beyond the last window, the correlation has more places than the kernel has taps.
  const surplus = kernel.flatMap((size, axis) => (correlated.shape[axis + 2] === size ? [] : [{ axis: axis + 2, start: 0, end: size }]))
  return channelsFirst(g, surplus.length > 0 ? slice(g, correlated, surplus) : correlated)
}
