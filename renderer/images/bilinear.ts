// Images of a data set at another size, and as a canvas takes them.
import { resizePlane } from '@common/pictures/bilinear'
import type { PlanarImage } from '@common/pictures/planar-image'
import type { ImageSize } from '@contract/training/run-spec'

/** The image at another size. */
export function resizeBilinear(image: PlanarImage, size: ImageSize): PlanarImage {
  const { pixels, channels, height, width } = image
  if (height === size.height && width === size.width) return image
  const plane = height * width
  const resized = new Uint8Array(channels * size.height * size.width)
  for (let channel = 0; channel < channels; channel++) {
    resized.set(resizePlane(pixels.subarray(channel * plane, (channel + 1) * plane), image, size).map(Math.round), channel * size.height * size.width)
  }
  return { ...image, pixels: resized, height: size.height, width: size.width }
}

/** The image as a canvas takes it: red, green, blue, alpha. */
export function toImageData({ pixels, channels, height, width }: PlanarImage): ImageData {
  const image = new ImageData(width, height)
  const plane = height * width
  // In a grey image, all three colours are the same channel.
  const [green, blue] = channels === 3 ? [plane, 2 * plane] : [0, 0]
  for (let place = 0; place < plane; place++) {
    image.data[4 * place] = pixels[place] ?? 0
    image.data[4 * place + 1] = pixels[green + place] ?? 0
    image.data[4 * place + 2] = pixels[blue + place] ?? 0
    image.data[4 * place + 3] = 255
  }
  return image
}
