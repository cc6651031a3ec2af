// Blacks out rectangles of images.
import type { ImageShape } from './image-shape'

/**
 * Fills a rectangle with black in all channels, as far as it lies within the image.
 * @param top in pixels; it may lie outside of the image, as may `left`
 * @param pixels the image begins at `offset`
 */
export function blackOut(top: number, left: number, rows: number, columns: number, { channels, height, width }: ImageShape, pixels: Uint8Array, offset: number): void {
  const [first, end] = [Math.max(0, left), Math.min(width, left + columns)]
  if (end <= first) return
  for (let channel = 0; channel < channels; channel++) {
    for (let y = Math.max(0, top); y < Math.min(height, top + rows); y++) {
      const row = offset + (channel * height + y) * width
      pixels.fill(0, row + first, row + end)
    }
  }
}
