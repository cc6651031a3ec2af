// A chart as a file of its own: its look within, an opaque ground, and nothing that XML forbids.
import type { Markup } from '@common/markup/markup'
import { xmlText } from '@common/markup/xml-text'
import { fileChartStyle } from './svg-style'

/** The opening tag; what stands in its attributes has no `>`. */
const opening = /^<svg [^>]*>/
/** Pixels of ground around a chart. */
const margin = 12

/** @param markup an SVG element of this folder */
export function svgFile(markup: Markup): string {
  const [width = 0, height = 0] = ['width', 'height'].map((name) => Number(new RegExp(`^<svg [^>]*? ${name}="([^"]*)"`).exec(markup.text)?.[1]))
  const [outerWidth, outerHeight] = [width + 2 * margin, height + 2 * margin]
  const framed = markup.text.replace(opening, (tag) => {
    const widened = tag
      .replace(/ width="[^"]*"/, ` width="${outerWidth}"`)
      .replace(/ height="[^"]*"/, ` height="${outerHeight}"`)
      .replace(/ viewBox="[^"]*"/, ` viewBox="${-margin} ${-margin} ${outerWidth} ${outerHeight}"`)
    return `${widened}<style>${fileChartStyle.replaceAll('>', '&gt;')}</style><rect class="file-ground" x="${-margin}" y="${-margin}" width="${outerWidth}" height="${outerHeight}" />`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xmlText(framed)}\n`
}
