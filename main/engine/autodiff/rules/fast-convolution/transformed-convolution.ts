// The pieces of a convolution by transforms: coefficients of its operands, and one matrix product over channels per coefficient.
// All maps are linear, so gradients pass through their adjoints.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { matMul, reshape, transpose } from '../../../../onnx/operations'
import { channelsFirst } from '../convolution'
import type { ConvolutionTransforms } from './convolution-transforms'

/** Coefficients of images [N, C, height, width]: [products, tiles * N, C]. */
export function imageCoefficients(g: GraphBuilder, x: Value, { products, tiles, input }: ConvolutionTransforms): Value {
  const [n = 0, channels = 0] = x.shape
  return reshape(g, input.apply(g, x), [products, tiles * n, channels])
}

/** Coefficients of kernels [M, C, kernel...] as the gradient by the images reads them: [products, M, C]. */
export function kernelCoefficients(g: GraphBuilder, w: Value, { products, kernel }: ConvolutionTransforms): Value {
  const [maps = 0, channels = 0] = w.shape
  return reshape(g, kernel.apply(g, w), [products, maps, channels])
}

/** Coefficients of kernels [M, C, kernel...] as the forward pass reads them: [products, C, M]. */
export function kernelCoefficientsOfForward(g: GraphBuilder, w: Value, { products, kernel }: ConvolutionTransforms): Value {
  const [maps = 0, channels = 0] = w.shape
  return reshape(g, kernel.applyAsStack(g, channelsFirst(g, w)), [products, channels, maps])
}

/** Coefficients of the output's gradient [N, M, positions...]: [products, tiles * N, M]. */
export function gradientCoefficients(g: GraphBuilder, gradY: Value, { products, tiles, output }: ConvolutionTransforms): Value {
  const [n = 0, maps = 0] = gradY.shape
  return reshape(g, output.apply(g, gradY), [products, tiles * n, maps])
}

/** The output [N, M, positions...] from the coefficients of images and kernels. */
export function outputOfCoefficients(g: GraphBuilder, images: Value, kernelsOfForward: Value, { tiles, output }: ConvolutionTransforms): Value {
  const [[, columns = 0], [, , maps = 0]] = [images.shape, kernelsOfForward.shape]
  return output.adjoint(g, matMul(g, images, kernelsOfForward), columns / tiles, maps)
}

/**
 * Gradient by the images from the coefficients of the output's gradient and of the kernels. Its product has another rank than that of the forward pass, which else would keep its
 * memory for this one (see `DenseTransform`).
 */
export function gradientByImages(g: GraphBuilder, gradient: Value, kernels: Value, { tiles, input }: ConvolutionTransforms): Value {
  const [, columns = 0] = gradient.shape
  const product = matMul(g, reshape(g, gradient, [1, ...gradient.shape]), kernels)
  return input.adjoint(g, product, columns / tiles, kernels.shape[2] ?? 0)
}

/** Gradient by the kernels from the coefficients of the output's gradient and of the images. */
export function gradientByKernels(g: GraphBuilder, gradient: Value, images: Value, { kernel }: ConvolutionTransforms): Value {
  const [[, , maps = 0], [, , channels = 0]] = [gradient.shape, images.shape]
  // A matrix product computes whole blocks of columns: where channels would leave a block mostly empty, maps become the columns.
  return channels < blockOfColumns && channels < maps
    ? channelsFirst(g, kernel.adjoint(g, matMul(g, exchanged(g, images), gradient), channels, maps))
    : kernel.adjoint(g, matMul(g, exchanged(g, gradient), images), maps, channels)
}

/** Columns that a matrix product computes at once on the CPU. */
const blockOfColumns = 16

/** Rows and columns of every matrix exchanged; ONNX Runtime makes it part of the product that reads it. */
function exchanged(g: GraphBuilder, x: Value): Value {
  return transpose(g, x, [0, 2, 1])
}
