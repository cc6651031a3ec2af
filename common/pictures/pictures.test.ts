import { expect, it } from 'vitest'
import { pictureGrid } from './picture-grid'
import type { PixelImage } from './pixel-image'
import { enlargedPicture, scaledPicture } from './scaled-picture'

const grey = (width: number, ...pixels: readonly number[]): PixelImage => ({ width, height: pixels.length / width, channels: 1, pixels: Uint8Array.from(pixels) })
const rowsOf = ({ width, channels, pixels }: PixelImage): readonly (readonly number[])[] =>
  Array.from({ length: pixels.length / width / channels }, (_, row) => [...pixels.slice(row * width * channels, (row + 1) * width * channels)])

it('pictures stand in rows with white between, and white where the last row ends', () => {
  const [a, b, c] = [grey(1, 1, 2), grey(1, 3, 4), grey(1, 5, 6)]
  const w = 255
  expect(rowsOf(pictureGrid([a, b, c]))).toEqual([[1, w, w, 3, w, w, 5], [2, w, w, 4, w, w, 6]])
  expect(rowsOf(pictureGrid([a, b, c], 2))).toEqual([[1, w, w, 3], [2, w, w, 4], [w, w, w, w], [w, w, w, w], [5, w, w, w], [6, w, w, w]])
})

it('grey pictures beside coloured ones are in colour, too', () => {
  const coloured: PixelImage = { width: 1, height: 1, channels: 3, pixels: Uint8Array.of(1, 2, 3) }
  expect(rowsOf(pictureGrid([grey(1, 9), coloured]))).toEqual([[9, 9, 9, 255, 255, 255, 255, 255, 255, 1, 2, 3]])
})

it('pixels become squares', () => {
  expect(rowsOf(enlargedPicture(grey(2, 1, 2), 2))).toEqual([[1, 1, 2, 2], [1, 1, 2, 2]])
  expect(rowsOf(scaledPicture(grey(4, 1, 2, 3, 4), { width: 2, height: 1 }))).toEqual([[2, 4]])
})
