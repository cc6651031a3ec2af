// Writes an image whose pixels have changed their places: copied where they fall on whole pixels, else interpolated once.
import type { AffineMap } from './affine-map'
import type { ImageChances } from './image-chances'
import type { ImageShape, Rectangle } from './image-shape'

type Move = Pick<ImageChances, 'down' | 'right' | 'flipped' | 'flippedVertically'>

/**
 * Shifts an image, then flips it: its pixels are copied, the rest is black.
 * @param from the image begins at `fromOffset`
 * @param to is written from `toOffset` on
 */
export function moveImage(move: Move, { channels, height, width }: ImageShape, from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
  const { down, right, flipped, flippedVertically } = move
  const [firstRow, endRow] = [Math.max(0, down), Math.min(height, height + down)]
  const [firstColumn, endColumn] = [Math.max(0, right), Math.min(width, width + right)]
  to.fill(0, toOffset, toOffset + channels * height * width)
  for (let channel = 0; channel < channels; channel++) {
    for (let y = firstRow; y < endRow; y++) {
      const source = fromOffset + (channel * height + y - down) * width - right
      const target = toOffset + (channel * height + (flippedVertically ? height - 1 - y : y)) * width
      if (flipped) for (let x = firstColumn; x < endColumn; x++) to[target + width - 1 - x] = from[source + x] ?? 0
      else for (let x = firstColumn; x < endColumn; x++) to[target + x] = from[source + x] ?? 0
    }
  }
}

/**
 * Writes the image that a map shows, interpolated bilinearly as Pillow's `Image.transform` does: a place outside of `part` is black, and at its edge the nearest pixels within it stand
 * for those beyond.
 * @param part of the original that may be seen
 */
export function resampleImage(
  map: AffineMap,
  part: Rectangle,
  { channels, height, width }: ImageShape,
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
): void {
  const [xx = 0, xy = 0, x0 = 0, yx = 0, yy = 0, y0 = 0] = map
  const { top, left } = part
  const [bottom, right] = [top + part.height, left + part.width]
  const plane = height * width
  // No lists are taken apart within the loops: that alone would double their time.
  let target = toOffset
  for (let row = 0; row < height; row++) {
    const rowX = xy * (row + 0.5) + x0
    const rowY = yy * (row + 0.5) + y0
    for (let column = 0; column < width; column++, target++) {
      const x = xx * (column + 0.5) + rowX
      const y = yx * (column + 0.5) + rowY
      if (x < left || x >= right || y < top || y >= bottom) {
        for (let channel = 0, at = target; channel < channels; channel++, at += plane) to[at] = 0
        continue
      }
      // The four pixels about the place: a b over c d. Places are not negative, so that cutting off their fraction rounds them down.
      const before = ((x + 0.5) | 0) - 1
      const above = ((y + 0.5) | 0) - 1
      const shareX = x - 0.5 - before
      const shareY = y - 0.5 - above
      const leftOf = before < left ? left : before
      const rightOf = before + 1 < right ? before + 1 : right - 1
      const upper = fromOffset + (above < top ? top : above) * width
      const lower = fromOffset + (above + 1 < bottom ? above + 1 : bottom - 1) * width
      for (let channel = 0, at = target, base = 0; channel < channels; channel++, at += plane, base += plane) {
        const a = from[base + upper + leftOf] ?? 0
        const b = from[base + upper + rightOf] ?? 0
        const c = from[base + lower + leftOf] ?? 0
        const d = from[base + lower + rightOf] ?? 0
        const over = a + (b - a) * shareX
        const under = c + (d - c) * shareX
        to[at] = (over + (under - over) * shareY + 0.5) | 0
      }
    }
  }
}
