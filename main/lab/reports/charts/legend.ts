// The legend below a chart: a key and its words for each series, in columns.
import { phrase } from '@language/phrase'
import { html, type Markup } from '@common/markup/markup'
import { lineHeight } from './chart-size'
import { svgText, toBaseline, widestOf } from './svg-element'

export interface LegendEntry {
  readonly text: string
  /** Draws what the series looks like. @param x left end @param y middle of the line of text */
  readonly key: (x: number, y: number) => Markup | readonly (Markup | null)[]
}

export const keyWidth = 26
const gap = 6
const columnGap = 18
/** More entries are counted, not listed. */
const mostEntries = 60

export interface Legend {
  readonly height: number
  readonly at: (left: number, top: number) => Markup
}

/** A legend within a width; one without entries takes no room. */
export function legend(entries: readonly LegendEntry[], width: number): Legend {
  const listed = entries.slice(0, mostEntries)
  const left = entries.length - listed.length
  const widest = keyWidth + gap + widestOf(listed.map(({ text }) => text)) + columnGap
  const columns = Math.min(Math.max(1, Math.floor((width + columnGap) / widest)), Math.max(1, listed.length))
  const rows = Math.ceil(listed.length / columns)
  const columnWidth = Math.min(widest, (width + columnGap) / columns)
  return {
    height: (rows + (left > 0 ? 1 : 0)) * lineHeight,
    at: (x0, top) => {
      const lines = listed.map(({ text, key }, index) => {
        const x = x0 + Math.floor(index / rows) * columnWidth
        const y = top + ((index % rows) + 0.5) * lineHeight
        return html`${key(x, y)}${svgText({ x: x + keyWidth + gap, y: y + toBaseline, text, look: 'words', room: columnWidth - keyWidth - gap - columnGap })}`
      })
      const others = left > 0 ? svgText({ x: x0, y: top + (rows + 0.5) * lineHeight + toBaseline, text: phrase('and {left} more', { left }), look: 'tick' }) : null
      return html`${lines}${others}`
    },
  }
}
