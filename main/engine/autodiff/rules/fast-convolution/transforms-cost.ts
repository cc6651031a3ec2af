// Predicted cost of training a convolution by transforms on the CPU.
import type { ConvolutionTransforms } from './convolution-transforms'

/** Measured costs of a step's parts, in multiplications and additions of a large matrix product. */
const cost = {
  /** Cost of one multiply-add in the products over the channels. */
  product: 1.25,
  /** Cost of one multiply-add in the transforms of kernels. */
  kernel: 2.5,
  /** Cost of reading or writing a number in memory. */
  moved: 10,
}

export interface ConvolutionSizes {
  readonly n: number
  readonly channels: number
  readonly maps: number
}

/** Cost of the three passes together, in multiply-adds of a large matrix product. */
export function costOfTransforms({ products, tiles, input, kernel, output }: ConvolutionTransforms, { n, channels, maps }: ConvolutionSizes): number {
  const columns = tiles * n
  const multiplied = 3 * products * columns * channels * maps
  const transformed = 2 * n * (channels * input.cost + maps * output.cost)
  const ofKernels = 3 * maps * channels * kernel.cost
  const moved = products * (5 * maps * channels + 4 * columns * (channels + maps))
  return cost.product * multiplied + transformed + cost.kernel * ofKernels + cost.moved * moved
}
