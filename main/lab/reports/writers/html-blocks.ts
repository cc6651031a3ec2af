// Blocks of a report as HTML: each kind by itself, with its caption and number.
import { phrase } from '@language/phrase'
import { userMarkdown, type UserMarkdownEnvironment } from '@common/markdown/user-markdown'
import { html, Markup } from '@common/markup/markup'
import { withBoundUnits } from '@common/words/bound-units'
import type { ReportCell } from '@contract/reports/report-block'
import type { ReportText } from '@contract/reports/report-text'
import { chartSvg } from '../charts/chart-svg'
import { diagramSvg } from '../charts/diagram-svg'
import type { ChartSize } from '../charts/chart-size'
import type { Captioned, NumberedBlock } from './numbered-report'
import { plainText } from './plain-text'

const markdown = userMarkdown({ formulas: 'mathml', errorColour: 'currentColor' })

/** Most lines of a listing that is kept on one page. */
const shortListing = 20

export interface BlockContext {
  readonly hasOpenDetails: boolean
}

/** @param level of the heading above the blocks, 1 to 6 */
export function blockHtml(block: NumberedBlock, level: number, context: BlockContext): Markup {
  switch (block.block) {
    case 'paragraph':
      return html`<p class="${block.role}">${textHtml(block.text)}</p>`
    case 'list':
      return html`<ul>${block.items.map((item) => html`<li>${textHtml(item)}</li>`)}</ul>`
    case 'markdown':
      return html`<div class="own">${new Markup(markdown.render(block.source, { headingsFrom: Math.min(6, level + 1) } satisfies UserMarkdownEnvironment))}</div>`
    case 'tiles':
      return html`<dl class="tiles">${block.tiles.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
    case 'table':
      return tableHtml(block)
    case 'chart':
      return chartHtml(block, 'full')
    case 'diagram':
      return figureHtml(block, 'diagram', diagramSvg(block))
    case 'pictures':
      return figureHtml(block, 'pictures', picturesHtml(block))
    case 'listing':
      return html`<figure class="${block.text.split('\n').length <= shortListing ? 'listing short' : 'listing'}">${captionHtml(block, 'figcaption')}<pre><code>${block.text}</code></pre></figure>`
    case 'beside':
      return html`<div class="beside">${block.charts.map((chart) => chartHtml(chart, 'half'))}</div>`
    case 'details':
      return html`<details${context.hasOpenDetails ? html` open` : null}><summary>${block.summary}</summary>${block.blocks.map((inner) => blockHtml(inner, level, context))}</details>`
  }
}

/** A line of text: code and links as such. */
export function textHtml(text: ReportText): Markup {
  if (typeof text === 'string') return html`${text}`
  return html`${text.map(({ text: words, isCode, link }) => {
    const inner = isCode ? html`<code>${words}</code>` : html`${words}`
    return link === undefined ? inner : html`<a href="${link}">${inner}</a>`
  })}`
}

const chartHtml = (block: Captioned<'chart'>, size: ChartSize): Markup => figureHtml(block, 'figure', chartSvg(block.chart, block.alternative, size))

const figureHtml = (block: Captioned, kind: string, content: Markup): Markup => html`<figure class="${kind}">${content}${captionHtml(block, 'figcaption')}</figure>`

const captionHtml = ({ label, caption }: Captioned, element: 'caption' | 'figcaption'): Markup => {
  const words = html`<b>${phrase('{label}. § Figure 3, before its caption', { label })}</b> ${textHtml(typeof caption === 'string' ? withBoundUnits(caption) : caption)}`
  return element === 'caption' ? html`<caption>${words}</caption>` : html`<figcaption>${words}</figcaption>`
}

function picturesHtml({ pictures, shownWidth }: Captioned<'pictures'>): Markup {
  return html`<ul>${pictures.map(
    ({ png, width, height, alternative, label }) =>
      html`<li><img${shownWidth > width ? html` class="enlarged"` : null} src="data:image/png;base64,${png}" alt="${alternative}" width="${Math.round(shownWidth)}" height="${Math.max(1, Math.round((shownWidth * height) / width))}" />${label === '' ? null : html`<span>${label}</span>`}</li>`,
  )}</ul>`
}

function tableHtml(block: Captioned<'table'>): Markup {
  const { columns, rows, totals = [] } = block
  const hasShortWords = columns.map(({ kind }, place) => kind === 'text' && rows.every((row) => plainText(row[place]?.text ?? '').length <= shortWords))
  const kind = (place: number) => (columns[place]?.kind === 'number' ? html` class="number"` : hasShortWords[place] ? html` class="short"` : null)
  /** The first cell names its row, where it holds words. */
  const cell = ({ text, isStrong }: ReportCell, place: number) => {
    const words = isStrong ? html`<strong>${textHtml(text)}</strong>` : textHtml(text)
    return place === 0 && columns[0]?.kind === 'text' ? html`<th scope="row"${plainText(text).length <= shortName ? html` class="short"` : null}>${words}</th>` : html`<td${kind(place)}>${words}</td>`
  }
  return html`<div class="table"><table class="${density(block)}">
    ${captionHtml(block, 'caption')}
    <thead><tr>${columns.map(({ title }, place) => html`<th scope="col"${kind(place)}>${title}</th>`)}</tr></thead>
    <tbody>${rows.map((row, place) => html`<tr${totals.includes(place) ? html` class="total"` : null}>${row.map(cell)}</tr>`)}</tbody>
  </table></div>`
}

/** Letters of a row's name that stays on one line. */
const shortName = 16

/** Letters up to which the words of a column stay on one line, where all are so short. */
const shortWords = 10

/** Letters of a column of words that breaks its lines. */
const wordsColumn = 24

/** How small a table has to be set so that a page holds it, by the letters of its widest row: words may break, numbers break in the dense ones alone. */
function density({ columns, rows }: Captioned<'table'>): 'roomy' | 'close' | 'dense' | 'densest' {
  const widths = columns.map(({ title, kind }, place) => {
    const widest = Math.max(longestWord(title), ...rows.map((row) => plainText(row[place]?.text ?? '').length))
    return kind === 'number' ? widest : Math.min(wordsColumn, widest)
  })
  const letters = widths.reduce((sum, width) => sum + width + 2, 0)
  if (letters <= 84) return 'roomy'
  if (letters <= 108) return 'close'
  return letters <= 128 ? 'dense' : 'densest'
}

const longestWord = (text: string): number => Math.max(0, ...text.split(/\s/).map(({ length }) => length))
