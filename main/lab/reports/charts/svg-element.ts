// The pieces of which charts are written: the element around all, text that fits its room, and short numbers.
import { fittedText, textWidth, wrappedText } from '@common/charts/text-width'
import { html, type Insertion, type Markup } from '@common/markup/markup'
import { oneLine } from '@contract/one-line'
import { fontSize, type ChartSize } from './chart-size'

export interface SvgElementOptions {
  readonly width: number
  readonly height: number
  /** What is seen, for those who do not see it. */
  readonly alternative: string
  /** How wide it is where there is more room: a chart of a size grows a little, what is `natural` does not. */
  readonly look: ChartSize | 'natural'
}

/** A whole drawing, which scales with the width that it is given. */
export function svgElement({ width, height, alternative, look }: SvgElementOptions, body: Insertion): Markup {
  const words = oneLine(alternative)
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="chart ${look}" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img" aria-label="${words}"><title>${words}</title>${body}</svg>`
}

/** A length or place with one decimal. */
export const short = (value: number): string => String(Math.round(value * 10) / 10)

export interface SvgText {
  readonly x: number
  /** Of the line on which the letters stand. */
  readonly y: number
  readonly text: string
  /** Classes of the style sheet. */
  readonly look: string
  readonly anchor?: 'start' | 'middle' | 'end'
  /** Beyond it, the text is cut off and told in full by the pointer. */
  readonly room?: number
  /** Degrees around its place. */
  readonly turn?: number
}

export function svgText({ x, y, text, look, anchor = 'start', room = Infinity, turn }: SvgText): Markup {
  const words = oneLine(text)
  const fitted = fittedText(words, room, fontSize)
  const rotation = turn === undefined ? null : html` transform="rotate(${turn} ${short(x)} ${short(y)})"`
  const inFull = fitted === words ? null : html`<title>${words}</title>`
  return html`<text class="${look}" x="${short(x)}" y="${short(y)}"${anchor === 'start' ? null : html` text-anchor="${anchor}"`}${rotation}>${fitted}${inFull}</text>`
}

/** Width of a text as charts write it. */
export const wordsWidth = (text: string): number => textWidth(oneLine(text), fontSize)

/** A text as lines of a width. */
export const wrappedWords = (text: string, room: number): readonly string[] => wrappedText(oneLine(text), room, fontSize)

export const widestOf = (texts: readonly string[]): number => texts.reduce((most, text) => Math.max(most, wordsWidth(text)), 0)

/** Distance from the middle of a line of text to the line on which its letters stand. */
export const toBaseline = 4
