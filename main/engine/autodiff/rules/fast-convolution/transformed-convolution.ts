// Forward and backward pass of a convolution by transforms: one matrix product over channels per coefficient.
import type { Value } from '../../../../onnx/graph'
import type { GraphBuilder } from '../../../../onnx/graph-builder'
import { matMul, reshape, transpose } from '../../../../onnx/operations'
import { channelsFirst } from '../convolution'
import type { ConvolutionTransforms } from './convolution-transforms'

/** Output and saved values of the forward pass. */
export interface TransformedConvolution {
  /** Without its bias, [N, M, positions...]. */
  readonly output: Value
  /** Coefficients of the images for the backward pass, [products, tiles * N, C]. */
  readonly images: Value
  /** Coefficients of the kernels for the backward pass, [products, M, C]. */
  readonly kernels: Value
}

/**
 * The coefficients of the kernels can be larger than all other values, so that they are not kept between the passes: the forward pass computes
 * its own, [products, C, M], the backward pass others, [products, M, C]. ONNX Runtime runs the inputs of a node in the reverse order of their
 * emission (Graph::ReverseDFSFrom). Therefore the coefficients of the kernels are emitted before those of the images: they are then computed
 * right before a product reads them.
 * @param x [N, C, height, width]
 * @param w [M, C, kernel...]
 */
export function transformedConvolution(g: GraphBuilder, x: Value, w: Value, transforms: ConvolutionTransforms): TransformedConvolution {
  const { products, tiles, input, kernel, output } = transforms
  const [n = 0, channels = 0] = x.shape
  const [maps = 0] = w.shape
  const kernels = reshape(g, kernel.apply(g, w), [products, maps, channels])
  const kernelsOfForward = reshape(g, kernel.apply(g, channelsFirst(g, w)), [products, channels, maps])
  const images = reshape(g, input.apply(g, x), [products, tiles * n, channels])
  return { output: output.adjoint(g, matMul(g, images, kernelsOfForward), n, maps), images, kernels }
}

/** Coefficients of the output's gradient [N, M, positions...]: [products, tiles * N, M]. */
export function gradientCoefficients(g: GraphBuilder, gradY: Value, { products, tiles, output }: ConvolutionTransforms): Value {
  const [n = 0, maps = 0] = gradY.shape
  return reshape(g, output.apply(g, gradY), [products, tiles * n, maps])
}

/** Values that the forward pass saves. */
type Coefficients = Pick<TransformedConvolution, 'images' | 'kernels'>

/** Gradient by the images. All maps are linear, so gradients pass through their adjoints. */
export function gradientByImages(g: GraphBuilder, gradient: Value, { kernels }: Coefficients, { tiles, input }: ConvolutionTransforms): Value {
  const [, columns = 0] = gradient.shape
  return input.adjoint(g, matMul(g, gradient, kernels), columns / tiles, kernels.shape[2] ?? 0)
}

/** Gradient by the kernels. */
export function gradientByKernels(g: GraphBuilder, gradient: Value, { images, kernels }: Coefficients, { kernel }: ConvolutionTransforms): Value {
  const [, maps = 0, channels = 0] = kernels.shape
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
