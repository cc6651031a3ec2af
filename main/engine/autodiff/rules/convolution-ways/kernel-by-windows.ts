// Gradient of a convolution by its kernel from the windows of every image (im2col), of the whole batch at once or of parts of it.
// K. Chellapilla, S. Puri, P. Simard, "High Performance Convolutional Neural Networks for Document Processing", 2006.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { add, concat, matMul, padSpatial, reduceSum, reshape, slice, transpose } from '../../../../onnx/operations'
import { elementCount } from '../../../../onnx/tensor'
import type { Convolution } from '../convolution'
import { tapsOf } from '../taps'
import type { ConvPlace } from './conv-place'
import type { ConvWay } from './conv-way'
import { directCost } from './direct-cost'

/** Most elements of the im2col matrix of a batch: half a gigabyte. */
const mostElements = 128e6
/** Elements of the im2col matrix of a part, about what a processor's caches hold. */
const elementsOfPart = 1e6
/** Most parts: each adds nodes to the program. */
const mostParts = 32

export const kernelByWindows: ConvWay<'kernel gradient'> = {
  fits: (place) => place.convolution.groups === 1 && windowElements(place) <= mostElements,
  cost: directCost,
  emit: ({ g, place: { convolution } }, { x, gradY }) => ofKernelShape(g, sumOfWindows(g, x, gradY, convolution), x, gradY, convolution),
}

/** The sum over parts of the batch. */
export const kernelByPartsOfWindows: ConvWay<'kernel gradient'> = {
  fits: (place) => place.convolution.groups === 1 && partsOf(place).length > 1,
  cost: directCost,
  emit: ({ g, place }, { x, gradY }) => {
    const sums = partsOf(place).map(([start, end]) => {
      const [images, gradients] = [x, gradY].map((value) => slice(g, value, [{ axis: 0, start, end }]))
      if (!images || !gradients) throw new Error('a part has images and gradients')
      return sumOfWindows(g, images, gradients, place.convolution)
    })
    return ofKernelShape(g, sums.reduce((total, sum) => add(g, total, sum)), x, gradY, place.convolution)
  },
}

/** Elements of the im2col matrix of the whole batch. */
export function windowElements({ convolution: { kernel }, images, output }: ConvPlace): number {
  const [n = 0, , ...positions] = output
  return n * (images[1] ?? 0) * elementCount(kernel) * elementCount(positions)
}

/** First and last image, exclusive, of each part of the batch: parts are as equal as can be. */
function partsOf(place: ConvPlace): readonly (readonly [number, number])[] {
  const [n = 0] = place.images
  const wanted = Math.min(n, mostParts, Math.ceil(windowElements(place) / elementsOfPart))
  const size = Math.ceil(n / wanted)
  return Array.from({ length: Math.ceil(n / size) }, (_, part) => [part * size, Math.min(n, (part + 1) * size)] as const)
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
