// Turns an image upright by the orientation that its camera noted.
import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import type { ImageSize } from './checked-header'

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
  const stored = new Uint32Array(new Uint8Array(image.pixels).buffer) // a pixel each
  const upright = turned(stored, new Uint32Array(stored.length), image, turning)
  return { ...uprightSize(image, turning), pixels: new Uint8Array(upright.buffer) }
}

/** The same of channels that lie one behind the other, uint8 [channels, height, width]. @param size of the stored image */
export function orientedPlanes(planes: Uint8Array<ArrayBuffer>, size: ImageSize, orientation: number): Uint8Array<ArrayBuffer> {
  const turning = turnings[orientation]
  if (!turning) return planes
  const upright = new Uint8Array(planes.length)
  const plane = size.width * size.height
  for (let start = 0; start < planes.length; start += plane) turned(planes.subarray(start, start + plane), upright.subarray(start, start + plane), size, turning)
  return upright
}

const uprightSize = ({ width, height }: ImageSize, { transposed }: Turning): ImageSize => (transposed ? { width: height, height: width } : { width, height })

function turned<T extends Uint8Array | Uint32Array>(stored: T, upright: T, size: ImageSize, turning: Turning): T {
  const { transposed, mirrored, upsideDown } = turning
  const { width, height } = uprightSize(size, turning)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [y, x] = [upsideDown ? height - 1 - row : row, mirrored ? width - 1 - column : column]
      upright[row * width + column] = stored[transposed ? x * size.width + y : y * size.width + x] ?? 0
    }
  }
  return upright
}
