// An image as a network gets it, before it is normalised: cropped and resized as the engine does, rounded to whole numbers, to be looked at.
import type { ImageSize, Preprocessing } from '@contract/training/run-spec'
import type { PlanarImage } from '../pictures/planar-image'
import { centreCrop, type Crop } from './crops'
import { plainInput } from './input-form'
import { axisShares } from './interpolation'

/** The size of the network's images, and how others come to it; in the book's way where that is left out. */
export type ImageForm = ImageSize & Partial<Pick<Preprocessing, 'resize' | 'centreCrop'>>

export function formedImage(image: PlanarImage, { height, width, resize = plainInput.resize, centreCrop: kept = plainInput.centreCrop }: ImageForm): PlanarImage {
  const { pixels, channels } = image
  const crop = centreCrop(image, kept)
  if (height === image.height && width === image.width && crop.height === height && crop.width === width) return image
  const [rows, columns] = [axisShares(resize, crop.height, height), axisShares(resize, crop.width, width)]
  const formed = new Uint8Array(channels * height * width)
  for (let channel = 0; channel < channels; channel++) {
    const narrow = resizedRows(pixels.subarray(channel * image.height * image.width), image.width, crop, columns)
    rows.forEach((shares, y) => {
      for (let x = 0; x < width; x++) {
        formed[(channel * height + y) * width + x] = Math.round(shares.reduce((sum, { pixel, weight }) => sum + weight * (narrow[pixel * width + x] ?? 0), 0))
      }
    })
  }
  return { ...image, pixels: formed, height, width }
}

/** The rows of a crop with other columns: [crop's height, columns]. @param plane pixels of a channel, `stride` in a row */
function resizedRows(plane: Uint8Array, stride: number, { top, left, height }: Crop, columns: ReturnType<typeof axisShares>): Float64Array {
  const rows = new Float64Array(height * columns.length)
  for (let y = 0; y < height; y++) {
    columns.forEach((shares, x) => {
      rows[y * columns.length + x] = shares.reduce((sum, { pixel, weight }) => sum + weight * (plane[(top + y) * stride + left + pixel] ?? 0), 0)
    })
  }
  return rows
}
