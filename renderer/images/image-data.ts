// Images of a data set as a canvas takes them.
import type { PlanarImage } from '@common/pictures/planar-image'

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
