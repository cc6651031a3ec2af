// Gradient of a convolution by its kernel from the windows of every image (im2col), of the whole batch at once or of parts of it.
// K. Chellapilla, S. Puri, P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { concat, matMul, padSpatial, reduceSum, reshape, transpose } from '../../../../onnx/operations'
import { elementCount } from '../../../../onnx/tensor'
import type { Convolution } from '../convolution'
import { tapsOf } from '../taps'
import type { ConvPlace } from './conv-place'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'
import { partsOf, sumOverParts } from './parts-of-batch'

/** Most elements of the im2col matrix of a batch: 128 MB. */
const mostElements = 32e6

export const kernelByWindows: ConvWay<'kernel gradient'> = {
  fits: (place) => place.convolution.groups === 1 && windowElements(place) <= mostElements,
  cost: directCost,
  emit: ({ g, place: { convolution } }, { x, gradY }) => ofKernelShape(g, sumOfWindows(g, x, gradY, convolution), x, gradY, convolution),
}

/** The sum over parts of the batch. */
export const kernelByPartsOfWindows: ConvWay<'kernel gradient'> = {
  fits: (place) => place.convolution.groups === 1 && windowParts(place).length > 1,
  cost: directCost,
  emit: ({ g, place }, { x, gradY }) => {
    const sums = sumOverParts(g, windowParts(place), x, gradY, (images, gradients) => sumOfWindows(g, images, gradients, place.convolution))
    return ofKernelShape(g, sums, x, gradY, place.convolution)
  },
}

const windowParts = (place: ConvPlace): ReturnType<typeof partsOf> => partsOf(place.images[0] ?? 1, windowElements(place))

/** Elements of the im2col matrix of the whole batch. */
export function windowElements({ convolution: { kernel }, images, output }: ConvPlace): number {
  const [n = 0, , ...positions] = output
  return n * (images[1] ?? 0) * elementCount(kernel) * elementCount(positions)
}

/** The sum over images of the product of the elements under an image's windows, [taps * C, positions], with its gradient, [positions, M]. */
function sumOfWindows(g: GraphBuilder, x: Value, gradY: Value, convolution: Convolution): Value {
  const [n = 0, m = 0, ...positions] = gradY.shape
  const [channels, taps, area] = [x.shape[1] ?? 0, elementCount(convolution.kernel), elementCount(positions)]
  const padded = padSpatial(g, x, convolution.padBegin, convolution.padEnd)
  const seen = reshape(g, concat(g, tapsOf(g, padded, positions, convolution), 1), [n, taps * channels, area])
  // Of the two operands the gradient is transposed, because it is usually the smaller one.
  const products = matMul(g, seen, transpose(g, reshape(g, gradY, [n, m, area]), [0, 2, 1]))
  return reduceSum(g, products, [0])
}

/** [taps * C, M] to [M, C, kernel...]. */
function ofKernelShape(g: GraphBuilder, sums: Value, x: Value, gradY: Value, { kernel }: Convolution): Value {
  const [channels, m] = [x.shape[1] ?? 0, gradY.shape[1] ?? 0]
  return reshape(g, transpose(g, reshape(g, sums, [elementCount(kernel), channels, m]), [2, 1, 0]), [m, channels, ...kernel])
}
