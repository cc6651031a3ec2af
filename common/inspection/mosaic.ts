// Small pictures of one size in rows, as one picture whose cells can be found again.
import type { PixelImage } from '../pictures/pixel-image'

/** `common`: all cells share one scale, so that weak ones look weak; `own`: each has its own, so that its form is seen. */
export const cellScales = ['common', 'own'] as const
export type CellScale = (typeof cellScales)[number]

export interface Cells {
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
}

/** One pixel for each value. */
export function mosaicOf({ count, channels, height, width, shadesOf }: Cells, { columns, ground, gap = 1 }: MosaicLayout): Mosaic {
  const [cellHeight, cellWidth] = [height + gap, width + gap]
  const [rows, across] = [Math.max(1, Math.ceil(count / columns)), columns * cellWidth + gap]
  const pixels = new Uint8Array((rows * cellHeight + gap) * across * channels).fill(ground)
  for (let cell = 0; cell < count; cell++) {
    const shadeAt = shadesOf(cell)
    const top = gap + Math.floor(cell / columns) * cellHeight
    const left = gap + (cell % columns) * cellWidth
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let channel = 0; channel < channels; channel++) pixels[((top + y) * across + left + x) * channels + channel] = shadeAt((channel * height + y) * width + x)
      }
    }
  }
  return { picture: { width: across, height: rows * cellHeight + gap, channels, pixels }, cells: count, columns, cellHeight, cellWidth }
}

/** The cell at a point of the mosaic, in its pixels; null: there is none. */
export function cellAt({ columns, cellHeight, cellWidth, cells }: Mosaic, { x, y }: { readonly x: number; readonly y: number }): number | null {
  const [column, row] = [Math.floor(x / cellWidth), Math.floor(y / cellHeight)]
  const cell = row * columns + column
  return column < 0 || row < 0 || column >= columns || cell >= cells ? null : cell
}
