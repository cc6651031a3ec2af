// Gradient of a convolution by its kernel tap by tap: one matrix product per tap over all images and positions.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { concat, gemm, matMul, padSpatial, reshape, transpose } from '../../../../onnx/operations'
import type { Window } from '../../../../onnx/shape-inference/window'
import { elementCount } from '../../../../onnx/tensor'
import { channelsFirst, type Convolution } from '../convolution'
import { tapsOf } from '../taps'
import type { ConvPlace } from './conv-place'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'
import { partsOf, sumOverParts } from './parts-of-batch'

export const kernelByTaps: ConvWay<'kernel gradient'> = {
  fits: () => true,
  cost: directCost,
  emit: ({ g, place: { convolution } }, { x, gradY }) => (convolution.groups === 1 ? byTaps(g, x, gradY, convolution) : byTapsOfGroups(g, x, gradY, convolution)),
}

/** The sum over parts of the batch: a product is short of memory where its rows, of all images, do not stay in the caches from one tap to the next. */
export const kernelByPartsOfTaps: ConvWay<'kernel gradient'> = {
  fits: (place) => place.convolution.groups === 1 && tapParts(place).length > 1,
  cost: directCost,
  emit: ({ g, place }, { x, gradY }) => sumOverParts(g, tapParts(place), x, gradY, (images, gradients) => byTaps(g, images, gradients, place.convolution)),
}

const tapParts = ({ images, output }: ConvPlace): ReturnType<typeof partsOf> => partsOf(images[0] ?? 1, elementCount(images) + elementCount(output))

/** dW[:, :, tap] = dY X(tap)^T, with dY [M, N * positions], X(tap) [C, N * positions]. */
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
