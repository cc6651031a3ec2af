// Pixels as pictures of a report: PNG in base64.
import type { PixelImage } from '@common/pictures/pixel-image'
import type { SampleImage } from '@contract/api/data-api'
import type { ReportPictures } from '@contract/reports/report-block'
import { encodePng } from '../../../files/png'

export type ReportPicture = ReportPictures['pictures'][number]

export function pictureOf(image: PixelImage, alternative: string, label: string): ReportPicture {
  return { png: encodePng(image).toString('base64'), width: image.width, height: image.height, alternative, label }
}

/** An image of a data set; of other than one or three channels, the first one. */
export function imagePixels({ pixels, channels, height, width }: SampleImage): PixelImage {
  return channels === 3 ? { width, height, channels: 3, pixels: interleaved(pixels, height * width) } : { width, height, channels: 1, pixels: pixels.subarray(0, height * width) }
}

/** Red, green and blue of each pixel beside each other, from three planes. */
function interleaved(planes: Uint8Array, size: number): Uint8Array {
  return Uint8Array.from({ length: 3 * size }, (_, index) => planes[(index % 3) * size + Math.floor(index / 3)] ?? 0)
}

/** White pixels between images of a row. */
const gap = 2
const white = 255

/** Images of one size beside each other. @param images at least one */
export function rowOfImages(images: readonly PixelImage[]): PixelImage {
  const [{ width, height, channels } = { width: 1, height: 1, channels: 1 as const }] = images
  const whole = images.length * (width + gap) - gap
  const pixels = new Uint8Array(whole * height * channels).fill(white)
  for (const [place, image] of images.entries()) {
    for (let row = 0; row < height; row++) {
      pixels.set(image.pixels.subarray(row * width * channels, (row + 1) * width * channels), (row * whole + place * (width + gap)) * channels)
    }
  }
  return { width: whole, height, channels, pixels }
}
