// Small pictures of one size in rows, as one picture whose cells can be found again.
import { pictureGrid } from '../pictures/picture-grid'
import type { PixelImage } from '../pictures/pixel-image'

/** `common`: all cells share one scale, so that weak ones look weak; `own`: each has its own, so that its form is seen. */
export const cellScales = ['common', 'own'] as const
export type CellScale = (typeof cellScales)[number]

export interface Cells {
  /** At least 1. */
  readonly count: number
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  /** The shades of a cell, 0..255, by the place of a value in it: [channels, height, width]. */
  readonly shadesOf: (cell: number) => (place: number) => number
}

export interface MosaicLayout {
  /** Cells in a row. */
  readonly columns: number
  /** Shade between the cells, 0..255. */
  readonly ground: number
  /** Pixels between cells and around them; 1 where nothing is said. */
  readonly gap?: number
}

export interface Mosaic {
  readonly picture: PixelImage
  readonly cells: number
  readonly columns: number
  /** Size of a cell with the gap on its left and above. */
  readonly cellHeight: number
  readonly cellWidth: number
  /** Pixels between cells and around them. */
  readonly gap: number
}

/** One pixel for each value. */
export function mosaicOf(cells: Cells, { columns: wanted, ground, gap = 1 }: MosaicLayout): Mosaic {
  const { count, height, width } = cells
  const columns = Math.min(wanted, count)
  const pictures = Array.from({ length: count }, (_, cell) => pictureOf(cells, cell))
  return { picture: pictureGrid(pictures, columns, { gap, shade: ground, isFramed: true }), cells: count, columns, cellHeight: height + gap, cellWidth: width + gap, gap }
}

function pictureOf({ channels, height, width, shadesOf }: Cells, cell: number): PixelImage {
  const [plane, shadeAt] = [height * width, shadesOf(cell)]
  const pixels = new Uint8Array(plane * channels)
  for (let place = 0; place < plane; place++) {
    for (let channel = 0; channel < channels; channel++) pixels[place * channels + channel] = shadeAt(channel * plane + place)
  }
  return { width, height, channels, pixels }
}

/** Columns that fill as few rows as so many at most do, but evenly: 6 cells in rows of at most 5 stand 3 by 2. */
export const evenColumns = (cells: number, most: number): number => Math.ceil(cells / Math.ceil(cells / most))

/** The cell at a point of the mosaic, in its pixels; null: there is none. */
export function cellAt({ columns, cellHeight, cellWidth, cells }: Mosaic, { x, y }: { readonly x: number; readonly y: number }): number | null {
  const [column, row] = [Math.floor(x / cellWidth), Math.floor(y / cellHeight)]
  const cell = row * columns + column
  return column < 0 || row < 0 || column >= columns || cell >= cells ? null : cell
}
