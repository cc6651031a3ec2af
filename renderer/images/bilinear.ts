// Resizes images as the network's input layer does: bilinear, pixel centres at halves, without smoothing beforehand.
import type { ImageSize } from '@contract/training/run-spec'

/** An image of one channel (grey) or three (red, green, blue). */
export interface PlanarImage {
  /** Values 0..255, channel by channel, row by row. */
  readonly pixels: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
}

/** The two neighbours of an output coordinate, and the weight of the second. */
function neighbours(index: number, size: number, newSize: number): [number, number, number] {
  const centre = Math.max(((index + 0.5) * size) / newSize - 0.5, 0)
  const first = Math.min(Math.floor(centre), size - 1)
  return [first, Math.min(first + 1, size - 1), centre - first]
}

/** The image at another size. */
export function resizeBilinear(image: PlanarImage, size: ImageSize): PlanarImage {
  const { pixels, channels, height, width } = image
  if (height === size.height && width === size.width) return image
  const resized = new Uint8Array(channels * size.height * size.width)
  const columns = Array.from({ length: size.width }, (_, x) => neighbours(x, width, size.width))
  for (let channel = 0; channel < channels; channel++) {
    const at = (y: number, x: number): number => pixels[(channel * height + y) * width + x] ?? 0
    for (let y = 0; y < size.height; y++) {
      const [top, bottom, down] = neighbours(y, height, size.height)
      columns.forEach(([left, right, across], x) => {
        const above = at(top, left) * (1 - across) + at(top, right) * across
        const below = at(bottom, left) * (1 - across) + at(bottom, right) * across
        resized[(channel * size.height + y) * size.width + x] = Math.round(above * (1 - down) + below * down)
      })
    }
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
