// Gradient of a convolution by its kernel: a correlation of the input with the output's gradient, in four forms.
import type { Value } from '../../onnx/graph'
import type { GraphBuilder } from '../../onnx/graph-builder'
import { concat, constantLike, gemm, matMul, padSpatial, reshape, slice, transpose } from '../../onnx/operations'
import type { Window } from '../../onnx/shape-inference/window'
import { elementCount } from '../../onnx/tensor'
import type { Capabilities } from '../../runtime/capabilities'
import { channelsFirst, convolve, type Convolution } from './convolution'
import { matrixOf, tensorOf } from './fast-convolution/matrix'
import { rangeOfTap, tapsOf } from './taps'

/**
 * @param x [N, C, spatial...]
 * @param gradY [N, M, positions...]
 * @returns [M, C / groups, kernel...]
 */
export function convKernelGradient(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution, { largeKernels }: Capabilities): Value {
  if (largeKernels && elementCount(convolution.kernel) > tapLimit) return asConvolution(g, x, gradY, convolution)
  if (fewChannels(x, gradY, convolution)) return byRows(g, x, gradY, convolution)
  return convolution.groups === 1 ? byTaps(g, x, gradY, convolution) : byTapsOfGroups(g, x, gradY, convolution)
}

/** Up to 5x5 the products by tap are faster on the CPU; the 11x11 of AlexNet's first layer is faster as a convolution. */
const tapLimit = 25

/** Matrix products compute whole blocks of so many rows or columns. */
const blockOfProduct = 16

/** Whether the products of whole rows cost less than the products by tap, whose blocks a few channels do not fill. */
function fewChannels(x: Value, gradY: Value, { kernel, groups }: Convolution): boolean {
  const [, channels = 0, , width = 0] = x.shape
  const [, maps = 0, , columns = 0] = gradY.shape
  const [, taps = 1] = kernel
  if (groups !== 1 || kernel.length !== 2) return false
  const inBlocks = (count: number): number => Math.ceil(count / blockOfProduct) * blockOfProduct
  return maps * channels * width <= 2 * taps * inBlocks(maps) * inBlocks(channels) && columns > 1
}

/**
 * One matrix product over all images and rows, of whole rows of the gradient, [N * rows, M * columns], with all rows of the images that
 * their windows see, [N * rows, kernel height * C * width]. Of what each column has to do with each element of a row, a second product
 * adds up those that are the same tap apart. More arithmetic than the taps alone, but in large matrices.
 */
function byRows(g: GraphBuilder, x: Value, gradY: Value, { kernel, strides, dilations, padBegin, padEnd }: Convolution): Value {
  const [n = 0, m = 0, rows = 0, columns = 0] = gradY.shape
  const [, channels = 0, , width = 0] = x.shape
  const [height = 1, taps = 1] = kernel
  const rowsFirst = transpose(g, padSpatial(g, x, [padBegin[0] ?? 0, 0], [padEnd[0] ?? 0, 0]), [0, 2, 1, 3])
  const seen = Array.from({ length: height }, (_, tap) =>
    reshape(g, slice(g, rowsFirst, [rangeOfTap(1, tap, rows, strides[0], dilations[0])]), [n * rows, channels * width]),
  )
  const gradRows = reshape(g, transpose(g, gradY, [0, 2, 1, 3]), [n * rows, m * columns])
  const pairs = reshape(g, gemm(g, gradRows, concat(g, seen, 1), null, { transA: true }), [m, columns, height, channels, width])
  const sameTap = matrixOf(columns * width, taps, (pair, tap) => {
    const [column, place] = [Math.floor(pair / width), pair % width]
    return column * (strides[1] ?? 1) + tap * (dilations[1] ?? 1) === place + (padBegin[1] ?? 0) ? 1 : 0
  })
  const byPair = reshape(g, transpose(g, pairs, [0, 3, 2, 1, 4]), [m * channels * height, columns * width])
  return reshape(g, gemm(g, byPair, constantLike(g, byPair, tensorOf(sameTap))), [m, channels, ...kernel])
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
