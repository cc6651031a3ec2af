// Turns an image upright by the orientation that its camera noted.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'

/** How the upright image is read from the stored one: first rows and columns exchanged, then columns or rows in reverse. */
interface Turning {
  readonly transposed: boolean
  readonly mirrored: boolean
  readonly upsideDown: boolean
}

/** By the number of EXIF 2.3, tag Orientation: where the stored image's first row and first column are seen. */
const turnings: Readonly<Partial<Record<number, Turning>>> = {
  2: { transposed: false, mirrored: true, upsideDown: false }, // top, right
  3: { transposed: false, mirrored: true, upsideDown: true }, // bottom, right
  4: { transposed: false, mirrored: false, upsideDown: true }, // bottom, left
  5: { transposed: true, mirrored: false, upsideDown: false }, // left, top
  6: { transposed: true, mirrored: true, upsideDown: false }, // right, top
  7: { transposed: true, mirrored: true, upsideDown: true }, // right, bottom
  8: { transposed: true, mirrored: false, upsideDown: true }, // left, bottom
}

/** @param orientation as EXIF numbers it; of other numbers than 2 to 8 the image is as it is */
export function orientedImage(image: RgbaImage, orientation: number): RgbaImage {
  const turning = turnings[orientation]
  if (!turning) return image
  const { transposed, mirrored, upsideDown } = turning
  const [width, height] = transposed ? [image.height, image.width] : [image.width, image.height]
  const stored = new Uint32Array(Uint8Array.from(image.pixels).buffer) // a pixel each
  const upright = new Uint32Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [y, x] = [upsideDown ? height - 1 - row : row, mirrored ? width - 1 - column : column]
      upright[row * width + column] = stored[transposed ? x * image.width + y : y * image.width + x] ?? 0
    }
  }
  return { width, height, pixels: new Uint8Array(upright.buffer) }
}
