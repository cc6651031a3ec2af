// Pictures of one size beside and below each other.
import type { PixelImage } from './pixel-image'

/** What is between pictures. */
export interface GridLines {
  /** Pixels. */
  readonly gap: number
  /** 0..255. */
  readonly shade: number
  /** Whether it goes round the grid, too. */
  readonly isFramed: boolean
}

const whiteLines: GridLines = { gap: 2, shade: 255, isFramed: false }

/** So many columns that a grid of squares is about as wide as high, or a little wider. */
export const squareColumns = (pictures: number): number => Math.max(1, Math.ceil(Math.sqrt(pictures * 1.3)))

/** @param pictures at least one @param columns pictures in a row; left out: all */
export function pictureGrid(pictures: readonly PixelImage[], columns = pictures.length, { gap, shade, isFramed }: GridLines = whiteLines): PixelImage {
  const channels = pictures.some((picture) => picture.channels === 3) ? 3 : 1
  const [{ width, height } = { width: 1, height: 1 }] = pictures
  const [across, down] = [Math.min(columns, pictures.length), Math.ceil(pictures.length / columns)]
  const frame = isFramed ? gap : 0
  const whole = { width: across * (width + gap) - gap + 2 * frame, height: down * (height + gap) - gap + 2 * frame }
  const pixels = new Uint8Array(whole.width * whole.height * channels).fill(shade)
  for (const [place, picture] of pictures.entries()) {
    const [top, left] = [frame + Math.floor(place / columns) * (height + gap), frame + (place % columns) * (width + gap)]
    const source = channels === 3 ? inColour(picture) : picture.pixels
    for (let row = 0; row < height; row++) pixels.set(source.subarray(row * width * channels, (row + 1) * width * channels), ((top + row) * whole.width + left) * channels)
  }
  return { ...whole, channels, pixels }
}

/** Three equal values for each grey pixel. */
function inColour({ channels, pixels }: PixelImage): Uint8Array {
  return channels === 3 ? pixels : Uint8Array.from({ length: 3 * pixels.length }, (_, place) => pixels[Math.floor(place / 3)] ?? 0)
}
