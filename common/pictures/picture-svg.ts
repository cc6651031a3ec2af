// A picture as an SVG file of its own: title above it, caption below it, on a white ground; the window and the command line write the same.
import { wrappedText } from '../charts/text-width'
import { html, type Markup } from '../markup/markup'
import { xmlText } from '../markup/xml-text'
import { oneLine } from '@contract/one-line'

/** What is drawn, in a box from 0,0 to its width and height in CSS pixels. */
export interface PictureDrawing {
  readonly body: Markup
  readonly width: number
  readonly height: number
}

export interface PictureWords {
  /** What it shows: the part of the view, e.g. `Filters`. */
  readonly title: string
  /** What is seen, with its scale. */
  readonly caption: string
  /** What is seen, for those who do not see it. */
  readonly alternative: string
}

/** An SVG file with its size in CSS pixels. */
export interface SvgFile {
  readonly text: string
  readonly width: number
  readonly height: number
}

/** Pixels around the picture, and between it and its words. */
const [margin, gap] = [16, 12]
/** Least width of the words, so that a small picture does not break them after every word. */
const leastWidth = 320
const [titleSize, captionSize, lineHeight] = [14, 12, 17]

/** The picture with its title and caption. */
export function pictureSvg(drawing: PictureDrawing, { title, caption, alternative }: PictureWords): SvgFile {
  const inner = Math.max(drawing.width, leastWidth)
  const titleLines = linesOf(title, inner, titleSize)
  const captionLines = linesOf(caption, inner, captionSize)
  const top = margin + (titleLines.length > 0 ? titleLines.length * lineHeight + gap / 2 : 0)
  const below = top + drawing.height + gap
  const height = captionLines.length > 0 ? below + captionLines.length * lineHeight + margin / 2 : top + drawing.height + margin
  const body = html`${textLines(titleLines, margin, titleSize, 600)}<g transform="translate(${margin} ${top})">${drawing.body}</g>${textLines(captionLines, below, captionSize, 400)}`
  return svgFile(body, { width: inner + 2 * margin, height }, alternative)
}

/** The picture alone. */
export const barePictureSvg = (drawing: PictureDrawing, alternative: string): SvgFile => svgFile(drawing.body, drawing, alternative)

function svgFile(body: Markup, { width, height }: { readonly width: number; readonly height: number }, alternative: string): SvgFile {
  const words = oneLine(alternative)
  const svg = html`<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}" font-family="system-ui, 'Segoe UI', 'DejaVu Sans', sans-serif"><title>${words}</title><rect width="${width}" height="${height}" fill="#ffffff"/>${body}</svg>`
  return { text: `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(svg.text)}\n`, width, height }
}

const linesOf = (text: string, room: number, size: number): readonly string[] => (oneLine(text) === '' ? [] : wrappedText(oneLine(text), room, size))

/** @param top of the first line, in CSS pixels */
const textLines = (lines: readonly string[], top: number, size: number, weight: number): readonly Markup[] =>
  lines.map((line, place) => html`<text x="${margin}" y="${top + place * lineHeight + size}" font-size="${size}" font-weight="${weight}" fill="#1c1f23">${line}</text>`)
