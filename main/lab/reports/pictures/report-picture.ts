// Pixels as pictures of a report: PNG in base64.
import type { PixelImage } from '@common/pictures/pixel-image'
import type { ReportPictures } from '@contract/reports/report-block'
import { encodePng } from '../../../files/png'

export type ReportPicture = ReportPictures['pictures'][number]

export function pictureOf(image: PixelImage, alternative: string, label: string): ReportPicture {
  return { png: encodePng(image).toString('base64'), width: image.width, height: image.height, alternative, label }
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
