// Filling stops at lines and at the borders of the canvas, and leaves no rim along soft lines.
import { expect, it } from 'vitest'
import { floodFill, type CanvasPixels } from './flood-fill'

/** A canvas from rows of letters: `.` black, `+` grey as the soft edge of a line, `#` white. */
function canvas(...rows: readonly string[]): CanvasPixels {
  const values: Readonly<Record<string, number>> = { '.': 0, '+': 100, '#': 255 }
  const data = new Uint8ClampedArray(rows.join('').split('').flatMap((letter) => [...Array<number>(3).fill(values[letter] ?? 0), 255]))
  return { width: rows[0]?.length ?? 0, height: rows.length, data }
}

/** The rows again; `o` is what was filled, with red. */
function rows({ width, data }: CanvasPixels): string[] {
  const letters = Array.from({ length: data.length / 4 }, (_, pixel) => {
    const [red, green] = [data[4 * pixel], data[4 * pixel + 1]]
    if (red === 200 && green === 10) return 'o'
    return red === 0 ? '.' : red === 100 ? '+' : '#'
  })
  return Array.from({ length: letters.length / width }, (_, row) => letters.slice(row * width, (row + 1) * width).join(''))
}

const red = [200, 10, 10] as const

it('fills inside a line up to its first pixels, the soft ones too, and nothing beyond', () => {
  const pixels = canvas('......', '.####.', '.#+.#.', '.#..#.', '.####.', '......')
  floodFill(pixels, 3.7, 3.2, red)
  expect(rows(pixels)).toEqual(['......', '.##o#.', '.#ooo.', '.oooo.', '.#oo#.', '......'])
})

it('does not go round the border of the canvas from one row to the next', () => {
  const pixels = canvas('..#', '##.', '...')
  floodFill(pixels, 0, 0, red)
  expect(rows(pixels)).toEqual(['ooo', 'oo.', '...'])
})

it('fills nothing from a place outside', () => {
  const pixels = canvas('..', '..')
  floodFill(pixels, 2, 0, red)
  floodFill(pixels, 0, -1, red)
  expect(rows(pixels)).toEqual(['..', '..'])
})
