// Fills what hangs together and has about the same colour.
import type { Rgb } from './marks'

/** The pixels of a canvas, as its `ImageData` has them. */
export interface CanvasPixels {
  readonly width: number
  readonly height: number
  /** Red, green, blue, alpha of each pixel, row by row. */
  readonly data: Uint8ClampedArray
}

/** Difference of a channel up to which a pixel has the colour of the first one: soft edges of lines belong to the lines. */
const tolerance = 64

/** Numbers of the pixels beside, above and below one. */
function neighbours(pixel: number, width: number, pixels: number): readonly number[] {
  const column = pixel % width
  return [
    ...(column > 0 ? [pixel - 1] : []),
    ...(column < width - 1 ? [pixel + 1] : []),
    ...(pixel >= width ? [pixel - width] : []),
    ...(pixel + width < pixels ? [pixel + width] : []),
  ]
}

/** Fills from a place on, in place; the first pixels of its edge too, so that no rim of the old colour stays along a soft line. */
export function floodFill({ width, height, data }: CanvasPixels, x: number, y: number, colour: Rgb): void {
  const pixels = width * height
  const first = Math.floor(y) * width + Math.floor(x)
  if (x < 0 || y < 0 || x >= width || y >= height) return
  const of = [0, 1, 2].map((channel) => data[4 * first + channel] ?? 0)
  const isAlike = (pixel: number): boolean => of.every((value, channel) => Math.abs((data[4 * pixel + channel] ?? 0) - value) <= tolerance)
  const isFound = new Uint8Array(pixels)
  isFound[first] = 1
  const waiting = [first]
  const filled: number[] = []
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    filled.push(pixel)
    if (!isAlike(pixel)) continue // the edge: filled, but not crossed
    for (const next of neighbours(pixel, width, pixels)) {
      if (isFound[next] === 1) continue
      isFound[next] = 1
      waiting.push(next)
    }
  }
  for (const pixel of filled) data.set([...colour, 255], 4 * pixel)
}
