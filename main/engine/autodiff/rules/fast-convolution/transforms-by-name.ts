// The transforms by which fast convolutions are computed, by the names that plans give them.
import { elementCount } from '../../../../onnx/tensor'
import type { ConvolutionTransforms } from './convolution-transforms'
import { denseFourier } from './dense-fourier'
import { fourier } from './fourier'
import type { PlainConvolution } from './plain-convolution'
import { maxProducts } from './toom-cook'
import { separableWinograd, winograd } from './winograd'

/** Most pixels of an image that one matrix transforms, and of an image that is transformed along height and width. */
const maxPixels = { winograd: 20 * 20, separableWinograd: 64 * 64, fourier: 64 * 64, denseFourier: 12 * 12 }

type TransformsOf = (plain: PlainConvolution) => ConvolutionTransforms | null

/** Winograd's algorithm with tiles of `products` x `products` products; null: the image is too large, or the kernel is not smaller than a tile. */
const ofTiles =
  (transforms: typeof winograd, products: number, pixels: number): TransformsOf =>
  (plain) => {
    const outputs = [products + 1 - plain.kernel[0], products + 1 - plain.kernel[1]] as const
    return elementCount(plain.input) <= pixels && Math.min(...outputs) > 1 ? transforms(plain, outputs) : null
  }

const ofImages =
  (transforms: (plain: PlainConvolution) => ConvolutionTransforms, pixels: number): TransformsOf =>
  (plain) =>
    elementCount(plain.input) <= pixels ? transforms(plain) : null

export const transformsByName = {
  'winograd-4': ofTiles(winograd, 4, maxPixels.winograd),
  'winograd-6': ofTiles(winograd, 6, maxPixels.winograd),
  'winograd-8': ofTiles(winograd, maxProducts, maxPixels.winograd),
  'separable winograd-6': ofTiles(separableWinograd, 6, maxPixels.separableWinograd),
  'separable winograd-8': ofTiles(separableWinograd, maxProducts, maxPixels.separableWinograd),
  fourier: ofImages(fourier, maxPixels.fourier),
  'dense fourier': ofImages(denseFourier, maxPixels.denseFourier),
} as const satisfies Record<string, TransformsOf>

export type TransformName = keyof typeof transformsByName
export const transformNames = Object.keys(transformsByName) as TransformName[]
export const isTransform = (name: string): name is TransformName => name in transformsByName
