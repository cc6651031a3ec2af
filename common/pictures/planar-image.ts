// An image with one plane for each channel, as data sets and engine have them, and the same as a picture.
import type { PixelImage } from './pixel-image'

/** An image of one channel (grey) or three (red, green, blue). */
export interface PlanarImage {
  /** Values 0..255, channel by channel, row by row. */
  readonly pixels: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** The image as a picture; of other than one or three channels, the first one. */
export function imagePixels({ pixels, channels, height, width }: PlanarImage): PixelImage {
  return channels === 3 ? { width, height, channels: 3, pixels: interleaved(pixels, height * width) } : { width, height, channels: 1, pixels: pixels.subarray(0, height * width) }
}

/** Red, green and blue of each pixel beside each other, from three planes. */
function interleaved(planes: Uint8Array, size: number): Uint8Array {
  const pixels = new Uint8Array(3 * size)
  for (let channel = 0; channel < 3; channel++) {
    for (let place = 0; place < size; place++) pixels[3 * place + channel] = planes[channel * size + place] ?? 0
  }
  return pixels
}
