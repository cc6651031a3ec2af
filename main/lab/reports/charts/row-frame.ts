// What surrounds data in rows: names at the left, an axis of values below, lines through the rows at its ticks.
import { phrase } from '@language/phrase'
import { html, type Markup } from '@common/markup/markup'
import { ticksBelow, titleBelow, titleLines, type Plot, type TitledScale } from './chart-frame'
import { lineHeight } from './chart-size'
import { short, svgText, toBaseline, widestOf } from './svg-element'

export interface RowFrameOptions {
  readonly names: readonly string[]
  /** What the names are; empty: it needs no words. */
  readonly namesTitle: string
  readonly rowHeight: number
  readonly x: TitledScale
  readonly width: number
  /** Most room for names; longer ones stand above their rows. */
  readonly nameRoom: number
  /** Room right of the plot. */
  readonly right: number
}

export interface RowFrame {
  readonly plot: Plot
  /** Pixels of a place from 0 to 1. */
  readonly xOf: (place: number) => number
  /** Middle of a row. */
  readonly middleOf: (row: number) => number
  /** Upright lines through all rows at a place, past the names that stand above rows. */
  readonly through: (place: number) => string
  /** Behind the data. */
  readonly axes: Markup
  readonly height: number
}

const gap = 8

export function rowFrame({ names, namesTitle, rowHeight, x, width, nameRoom, right }: RowFrameOptions): RowFrame {
  const areAbove = widestOf(names) > nameRoom
  const left = areAbove ? gap : widestOf(names) + gap
  const title = titleLines(namesTitle, { x: 0, room: width })
  const pitch = rowHeight + (areAbove ? lineHeight : 0)
  const top = title.height + gap / 2
  const plot: Plot = { left, right: Math.max(width - right, left + gap), top, bottom: top + Math.max(names.length, 1) * pitch }
  const xOf = (place: number): number => plot.left + place * (plot.right - plot.left)
  const middleOf = (row: number): number => plot.top + (row + 1) * pitch - rowHeight / 2
  const ticks = ticksBelow(x.scale, plot, xOf, width)
  const below = titleBelow(x.title, plot, width)
  const words = names.map((text, row) =>
    areAbove
      ? svgText({ x: plot.left, y: middleOf(row) - rowHeight / 2, text, look: 'words', room: width - plot.left })
      : svgText({ x: plot.left - gap, y: middleOf(row) + toBaseline, text, look: 'words', anchor: 'end', room: plot.left }),
  )
  return {
    ...{ plot, xOf, middleOf },
    through: (place) => (areAbove ? names.map((_, row) => `M${short(xOf(place))} ${short(middleOf(row) - rowHeight / 2 + 3)}v${short(rowHeight - 3)}`).join('') : `M${short(xOf(place))} ${short(plot.top)}V${short(plot.bottom)}`),
    axes: html`<path class="grid" d="${ticks.shown.map(({ place }) => `M${short(xOf(place))} ${short(plot.top)}V${short(plot.bottom)}`).join('')}" /><path class="axis" d="M${short(plot.left)} ${short(plot.bottom)}H${short(plot.right)}" />${words}${ticks.markup}${title.at(0)}${below.at(plot.bottom + ticks.height)}`,
    height: plot.bottom + ticks.height + below.height + gap / 2,
  }
}

/** Rows beyond which a chart would not fit on a page. */
export const mostRows = 60

/** What is said below a chart that leaves rows out; null: it shows all. */
export const rowsLeftOut = (count: number, y: number): Markup | null =>
  count <= mostRows ? null : svgText({ x: 0, y, text: phrase('The first {drawn} of {count} rows are drawn.', { drawn: mostRows, count }), look: 'tick' })
