// Chooses how a convolution is computed, by what each way is expected to cost on the CPU.
import { elementCount, type Shape } from '../../../onnx/tensor'
import type { Convolution } from '../convolution'
import type { ConvolutionTransforms } from './convolution-transforms'
import { fourier } from './fourier'
import { plainConvolution } from './plain-convolution'
import { maxProducts } from './toom-cook'
import { winograd } from './winograd'

/** To read or write a number in memory takes as long as this many multiplications and additions of a matrix product. */
const macsOfNumber = 40
/** Matrix products compute whole blocks of so many rows or columns. */
const blockOfProduct = 16
/** A fast algorithm must promise to be this much cheaper: it keeps more in memory and rounds more. */
const worthwhile = 0.7
/** Pixels of the largest images that one matrix transforms, and of the largest that are transformed along height and width. */
const maxPixels = { winograd: 20 * 20, fourier: 64 * 64 }

/**
 * The transforms by which a convolution is cheapest to train; null where the direct way is.
 * @param images [N, C, spatial...]
 * @param kernels [M, C, kernel...]
 */
export function chooseTransforms(convolution: Convolution, images: Shape, kernels: Shape): ConvolutionTransforms | null {
  const plain = plainConvolution(convolution, images.slice(2))
  if (!plain) return null
  const [n = 0, channels = 0] = images
  const [maps = 0] = kernels
  const sizes = { n, channels, maps }
  const direct = 3 * n * channels * maps * elementCount(plain.output) * elementCount(plain.kernel)
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

/** Of forward and backward pass, in multiplications and additions. */
function costOf({ products, tiles, input, kernel, output }: ConvolutionTransforms, { n, channels, maps }: Sizes): number {
  const inBlocks = (count: number): number => Math.ceil(count / blockOfProduct) * blockOfProduct
  const columns = tiles * n
  const multiplied = 3 * products * columns * inBlocks(channels) * inBlocks(maps)
  const transformed = 2 * (n * channels * input.macs + n * maps * output.macs + maps * channels * kernel.macs)
  const moved = products * (5 * maps * channels + 4 * columns * (channels + maps))
  return multiplied + transformed + macsOfNumber * moved
}
