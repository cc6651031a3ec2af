// Lines of HOG's picture lie along the edges of the image, and are as strong as these.
import { expect, it } from 'vitest'
import { hogGlyphs } from './hog-glyphs'

const imageOf = (height: number, width: number, pixel: (row: number, column: number) => number) => ({
  pixels: Uint8Array.from({ length: height * width }, (_, index) => pixel(Math.floor(index / width), index % width)),
  channels: 1,
  height,
  width,
})
const cells = { orientations: 9, cell: [4, 4] } as const
/** Steepness of a line, in degrees from 0 (level) to 90 (upright). */
const steepness = ({ from, to }: ReturnType<typeof hogGlyphs>[number]): number => (Math.atan2(Math.abs(to[1] - from[1]), Math.abs(to[0] - from[0])) * 180) / Math.PI

it('draws an upright line where the left half is dark and the right half bright, and none elsewhere', () => {
  const glyphs = hogGlyphs(imageOf(8, 16, (_, column) => (column < 6 ? 0 : 200)), cells)
  expect(glyphs.map(({ from, to }) => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2])).toEqual([[6, 2], [6, 6]])
  for (const glyph of glyphs) expect(steepness(glyph)).toBeCloseTo(80, 5)
  expect(glyphs.map(({ strength }) => strength)).toEqual([1, 1])
})

it('draws slanting edges as they slant', () => {
  // Bright below the line from the upper left to the lower right: the edge falls to the right.
  const [strongest] = [...hogGlyphs(imageOf(12, 12, (row, column) => (row > column ? 200 : 0)), cells)].sort((a, b) => b.strength - a.strength)
  const { from, to } = strongest ?? { from: [0, 0], to: [0, 0] }
  expect(Math.sign((to[0] - from[0]) * (to[1] - from[1]))).toBe(1)
})

it('sees nothing in an image of one colour', () => {
  expect(hogGlyphs(imageOf(8, 8, () => 77), cells)).toEqual([])
})
