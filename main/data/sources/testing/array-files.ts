// The files that make_arrays.py has written, and what their pixels are.
import { join } from 'node:path'

/** Absolute path of a file or folder of them. */
export const arrayFile = (name: string): string => join(import.meta.dirname, 'arrays', name)

/** Pixels of an image, channel by channel, row by row; the same formula stands in make_arrays.py. */
export function expectedPixels(image: number, { channels, height, width }: { readonly channels: number; readonly height: number; readonly width: number }): readonly number[] {
  const pixels: number[] = []
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) pixels.push((31 * image + 77 * channel + 7 * row + 3 * column) % 251)
    }
  }
  return pixels
}

export const expectedImages = (count: number, form: Parameters<typeof expectedPixels>[1], first = 0): readonly (readonly number[])[] =>
  Array.from({ length: count }, (_, index) => expectedPixels(first + index, form))
