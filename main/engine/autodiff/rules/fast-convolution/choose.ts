// Chooses the algorithm of a convolution by its predicted cost on the CPU.
import { elementCount, type Shape } from '../../../../onnx/tensor'
import type { Convolution } from '../convolution'
import type { ConvolutionTransforms } from './convolution-transforms'
import { fourier } from './fourier'
import { plainConvolution } from './plain-convolution'
import { maxProducts } from './toom-cook'
import { winograd } from './winograd'

/** Measured costs of a step's parts, in multiplications and additions of a large matrix product. */
const cost = {
  /** Cost of one multiply-add in a direct convolution with many channels; twice that at `fewChannels` channels. */
  direct: 1.6,
  fewChannels: 16,
  /** Cost of one multiply-add in the products over the channels. */
  product: 1.25,
  /** Cost of one multiply-add in the transforms of kernels. */
  kernel: 2.5,
  /** Cost of reading or writing a number in memory. */
  moved: 10,
}
/** A fast algorithm is taken only where its cost is below this share of the direct one's, because it keeps more in memory. */
const worthwhile = 0.9
/** Fewest channels for a fast algorithm. The images of a data set have fewer; their gradient, where fast algorithms save most, is not computed. */
const minChannels = 4
/** Most pixels of an image that one matrix transforms (Winograd), and of an image that is transformed along height and width (Fourier). */
const maxPixels = { winograd: 20 * 20, fourier: 64 * 64 }

/**
 * The transforms by which a convolution is cheapest to train; null: the direct way is cheapest.
 * @param images [N, C, spatial...]
 * @param kernels [M, C, kernel...]
 */
export function chooseTransforms(convolution: Convolution, images: Shape, kernels: Shape): ConvolutionTransforms | null {
  const plain = plainConvolution(convolution, images.slice(2))
  const [n = 0, channels = 0] = images
  const [maps = 0] = kernels
  if (!plain || channels < minChannels) return null
  const sizes = { n, channels, maps }
  const slowness = cost.direct * (1 + cost.fewChannels / Math.sqrt(channels * maps))
  const direct = slowness * 3 * n * channels * maps * elementCount(plain.output) * elementCount(plain.kernel)
  const pixels = elementCount(plain.input)
  const tile = [maxProducts + 1 - plain.kernel[0], maxProducts + 1 - plain.kernel[1]] as const
  const ways = [
    ...(pixels <= maxPixels.winograd && Math.min(...tile) > 1 ? [winograd(plain, tile)] : []),
    ...(pixels <= maxPixels.fourier ? [fourier(plain)] : []),
  ]
  const [best] = ways.map((transforms) => ({ transforms, cost: costOf(transforms, sizes) })).toSorted((a, b) => a.cost - b.cost)
  return best && best.cost < worthwhile * direct ? best.transforms : null
}

interface Sizes {
  readonly n: number
  readonly channels: number
  readonly maps: number
}

function costOf({ products, tiles, input, kernel, output }: ConvolutionTransforms, { n, channels, maps }: Sizes): number {
  const columns = tiles * n
  const multiplied = 3 * products * columns * channels * maps
  const transformed = 2 * n * (channels * input.cost + maps * output.cost)
  const ofKernels = 3 * maps * channels * kernel.cost
  const moved = products * (5 * maps * channels + 4 * columns * (channels + maps))
  return cost.product * multiplied + transformed + cost.kernel * ofKernels + cost.moved * moved
}
