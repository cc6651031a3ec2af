import type { RgbaImage } from '@common/inspection/preprocessing/rgba-image'
import { expect, it } from 'vitest'
import { orientedImage } from './oriented-image'

/** A pixel for each letter. */
const imageOf = (rows: readonly string[]): RgbaImage => ({
  width: rows[0]?.length ?? 0, height: rows.length, pixels: Uint8Array.from(rows.join('').split('').flatMap((letter) => [letter.charCodeAt(0), 0, 0, 255])),
})
const rowsOf = ({ width, height, pixels }: RgbaImage): readonly string[] =>
  Array.from({ length: height }, (_, row) => Array.from({ length: width }, (_column, column) => String.fromCharCode(pixels[4 * (row * width + column)] ?? 0)).join(''))

// What a camera stores of `abc / def` when it is held so; the first row and column of what is stored are seen at the places that EXIF's table tells.
it.each([
  [1, ['abc', 'def']],
  [2, ['cba', 'fed']],
  [3, ['fed', 'cba']],
  [4, ['def', 'abc']],
  [5, ['ad', 'be', 'cf']],
  [6, ['cf', 'be', 'ad']],
  [7, ['fc', 'eb', 'da']],
  [8, ['da', 'eb', 'fc']],
])('orientation %i is turned upright', (orientation, stored) => {
  expect(rowsOf(orientedImage(imageOf(stored), orientation))).toEqual(['abc', 'def'])
})

it('another number changes nothing', () => {
  expect(rowsOf(orientedImage(imageOf(['ab']), 9))).toEqual(['ab'])
})
