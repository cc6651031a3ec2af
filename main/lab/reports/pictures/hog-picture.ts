// What HOG sees of an image as pixels: in each cell lines along the edges, the brighter the stronger.
import { hogGlyphs, type HogImage, type HogSegment } from '@common/features/hog-glyphs'
import type { PixelImage } from '@common/pictures/pixel-image'

/** As the lab's own features have them. */
const cells = { orientations: 9, cell: [4, 4] } as const

/** Pixels of the picture for each of the image. */
const scale = 8

/** Width of a line, in pixels of the image. */
const lineWidth = 0.25

export function hogPicture(image: HogImage): PixelImage {
  const [width, height] = [image.width * scale, image.height * scale]
  const pixels = new Uint8Array(width * height)
  for (const segment of hogGlyphs(image, cells)) draw(pixels, width, height, segment)
  return { width, height, channels: 1, pixels }
}

/** Draws a line with smooth edges; where lines cross the brighter one is seen. */
function draw(pixels: Uint8Array, width: number, height: number, { from, to, strength }: HogSegment): void {
  const [half, reach] = [(lineWidth * scale) / 2, (lineWidth * scale) / 2 + 1]
  const [x0, y0, x1, y1] = [from[0] * scale, from[1] * scale, to[0] * scale, to[1] * scale]
  for (let row = Math.max(0, Math.floor(Math.min(y0, y1) - reach)); row <= Math.min(height - 1, Math.ceil(Math.max(y0, y1) + reach)); row++) {
    for (let column = Math.max(0, Math.floor(Math.min(x0, x1) - reach)); column <= Math.min(width - 1, Math.ceil(Math.max(x0, x1) + reach)); column++) {
      const distance = distanceTo(column + 0.5, row + 0.5, x0, y0, x1, y1)
      const covered = Math.min(1, Math.max(0, half + 0.5 - distance))
      const place = row * width + column
      pixels[place] = Math.max(pixels[place] ?? 0, Math.round(255 * strength * covered))
    }
  }
}

/** Distance of a point from a line between two points. */
function distanceTo(x: number, y: number, x0: number, y0: number, x1: number, y1: number): number {
  const [dx, dy] = [x1 - x0, y1 - y0]
  const along = Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy)
}
