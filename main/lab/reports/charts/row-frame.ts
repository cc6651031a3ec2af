// What surrounds data in rows: names at the left, an axis of values below, lines through the rows at its ticks.
import { html, type Markup } from '../markup'
import { ticksBelow, type Plot, type TitledScale } from './chart-frame'
import { lineHeight } from './chart-size'
import { short, svgText, toBaseline, widestOf } from './svg-element'

export interface RowFrameOptions {
  readonly names: readonly string[]
  /** What the names are; empty: it needs no words. */
  readonly namesTitle: string
  readonly rowHeight: number
  readonly x: TitledScale
  readonly width: number
  /** Most room for names. */
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
  /** Behind the data. */
  readonly axes: Markup
  readonly height: number
}

const gap = 8

export function rowFrame({ names, namesTitle, rowHeight, x, width, nameRoom, right }: RowFrameOptions): RowFrame {
  const left = Math.min(widestOf(names), nameRoom) + gap
  const top = namesTitle === '' ? gap / 2 : lineHeight + gap / 2
  const plot: Plot = { left, right: Math.max(width - right, left + gap), top, bottom: top + Math.max(names.length, 1) * rowHeight }
  const xOf = (place: number): number => plot.left + place * (plot.right - plot.left)
  const middleOf = (row: number): number => plot.top + (row + 0.5) * rowHeight
  const ticks = ticksBelow(x.scale, plot, xOf, width)
  const titleHeight = x.title === '' ? 0 : lineHeight
  return {
    ...{ plot, xOf, middleOf },
    axes: html`<path class="grid" d="${ticks.shown.map(({ place }) => `M${short(xOf(place))} ${short(plot.top)}V${short(plot.bottom)}`).join('')}" /><path class="axis" d="M${short(plot.left)} ${short(plot.bottom)}H${short(plot.right)}" />${names.map((text, row) => svgText({ x: plot.left - gap, y: middleOf(row) + toBaseline, text, look: 'words', anchor: 'end', room: plot.left - gap }))}${ticks.markup}${namesTitle === '' ? null : svgText({ x: 0, y: lineHeight - toBaseline, text: namesTitle, look: 'axis-title', room: width })}${x.title === '' ? null : svgText({ x: Math.min((plot.left + plot.right) / 2, width / 2 + left / 2), y: plot.bottom + ticks.height + lineHeight, text: x.title, look: 'axis-title', anchor: 'middle', room: width - left })}`,
    height: plot.bottom + ticks.height + titleHeight + gap / 2,
  }
}

/** Rows beyond which a chart would not fit on a page. */
export const mostRows = 60

/** What is said below a chart that leaves rows out; null: it shows all. */
export const rowsLeftOut = (count: number, y: number): Markup | null =>
  count <= mostRows ? null : svgText({ x: 0, y, text: `The first ${mostRows} of ${count} rows are drawn.`, look: 'tick' })
