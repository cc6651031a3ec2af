// Filters of a convolution as one picture: a grid of enlarged kernels, all on the same scale.
import type { PixelImage } from '@common/pictures/pixel-image'

/** Pixels that a weight is wide. */
const weightPixels = 8
const gapPixels = 4
const gapShade = 128

export interface Kernels {
  /** Filters, channels in, height, width. */
  readonly shape: readonly [number, number, number, number]
  readonly data: Float32Array
}

/** Grey for one channel, in colour for three; of other numbers the first channel. The smallest weight of all is black, the largest white. */
export function filterImage({ shape: [filters, channelsIn, height, width], data }: Kernels): PixelImage {
  const channels = channelsIn === 3 ? 3 : 1
  const columns = Math.ceil(Math.sqrt(filters))
  const rows = Math.ceil(filters / columns)
  const [cellHeight, cellWidth] = [height * weightPixels + gapPixels, width * weightPixels + gapPixels]
  const [imageHeight, imageWidth] = [rows * cellHeight + gapPixels, columns * cellWidth + gapPixels]
  const least = data.reduce((a, b) => Math.min(a, b), Infinity)
  const most = data.reduce((a, b) => Math.max(a, b), -Infinity)
  const shade = (weight: number): number => (most > least ? Math.round((255 * (weight - least)) / (most - least)) : gapShade)
  const pixels = new Uint8Array(imageHeight * imageWidth * channels).fill(gapShade)
  for (let filter = 0; filter < filters; filter++) {
    const top = gapPixels + Math.floor(filter / columns) * cellHeight
    const left = gapPixels + (filter % columns) * cellWidth
    for (let y = 0; y < height * weightPixels; y++) {
      for (let x = 0; x < width * weightPixels; x++) {
        for (let channel = 0; channel < channels; channel++) {
          const [kernelY, kernelX] = [Math.floor(y / weightPixels), Math.floor(x / weightPixels)]
          const weight = data[((filter * channelsIn + channel) * height + kernelY) * width + kernelX] ?? 0
          pixels[((top + y) * imageWidth + left + x) * channels + channel] = shade(weight)
        }
      }
    }
  }
  return { width: imageWidth, height: imageHeight, channels, pixels }
}
