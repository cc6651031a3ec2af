// Pictures of one size beside and below each other.
import type { PixelImage } from './pixel-image'

/** White pixels between pictures. */
const gap = 2
const white = 255

/** So many columns that a grid of squares is about as wide as high, or a little wider. */
export const squareColumns = (pictures: number): number => Math.max(1, Math.ceil(Math.sqrt(pictures * 1.3)))

/** @param pictures at least one @param columns pictures in a row; left out: all */
export function pictureGrid(pictures: readonly PixelImage[], columns = pictures.length): PixelImage {
  const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1
  const [{ width, height } = { width: 1, height: 1 }] = pictures
  const [across, down] = [Math.min(columns, pictures.length), Math.ceil(pictures.length / columns)]
  const whole = { width: across * (width + gap) - gap, height: down * (height + gap) - gap }
  const pixels = new Uint8Array(whole.width * whole.height * channels).fill(white)
  for (const [place, picture] of pictures.entries()) {
    const [top, left] = [Math.floor(place / columns) * (height + gap), (place % columns) * (width + gap)]
    const source = channels === 3 ? inColour(picture) : picture.pixels
    for (let row = 0; row < height; row++) pixels.set(source.subarray(row * width * channels, (row + 1) * width * channels), ((top + row) * whole.width + left) * channels)
  }
  return { ...whole, channels, pixels }
}

/** Three equal values for each grey pixel. */
function inColour({ channels, pixels }: PixelImage): Uint8Array {
  return channels === 3 ? pixels : Uint8Array.from({ length: 3 * pixels.length }, (_, place) => pixels[Math.floor(place / 3)] ?? 0)
}
