// A report as Markdown (GitHub's dialect): figures as files in a folder beside it, or as data within.
import type { Markup } from '@common/markup/markup'
import { titled } from '@common/words/listed-words'
import { phrase } from '@language/phrase'
import type { ReportCell } from '@contract/reports/report-block'
import type { ReportDocument } from '@contract/reports/report-document'
import { chartSvg } from '../charts/chart-svg'
import { diagramSvg } from '../charts/diagram-svg'
import { svgFile } from '../charts/svg-file'
import { markdownLine, markdownListing, markdownText, referencedText } from './markdown-text'
import { numberedReport, type Captioned, type NumberedBlock, type NumberedReport, type NumberedSection } from './numbered-report'
import { ownMarkdown } from './own-markdown'

export interface MarkdownOptions {
  /** Whether figures stand in the text as data; else they are files. */
  readonly isInline: boolean
  /** Name of the folder of these files, beside the text. */
  readonly folder: string
}

export interface MarkdownReport {
  readonly text: string
  /** Files that the text shows; paths are relative to the text, with `/`. */
  readonly files: readonly { readonly path: string; readonly bytes: Uint8Array }[]
}

export function markdownReport(document: ReportDocument, options: MarkdownOptions): MarkdownReport {
  const report = numberedReport(document)
  const writer = new SectionWriter(options)
  const parts = [headMarkdown(report), ...report.sections.map((section) => writer.section(section, 2)), '---', phrase('Made with CNN Lab {version}.', { version: markdownText(report.labVersion) })]
  return { text: `${parts.join('\n\n')}\n`, files: writer.files }
}

/** Title, and what a report is of, by whom, for what and when. */
export function headMarkdown({ title, subtitle, author, course, date }: NumberedReport): string {
  const by = [author, course, date].filter((part) => part !== '').map(markdownText)
  return [`# ${markdownText(title === '' ? phrase('Report') : title)}`, markdownText(subtitle), by.join(' · ')].filter((part) => part !== '').join('\n\n')
}

/** Writes sections, and keeps the files of their figures. */
export class SectionWriter {
  readonly files: { readonly path: string; readonly bytes: Uint8Array }[] = []
  readonly #options: MarkdownOptions

  constructor(options: MarkdownOptions) {
    this.#options = options
  }

  section({ title, blocks, sections }: NumberedSection, level: number): string {
    const parts = [`${'#'.repeat(Math.min(6, level))} ${markdownText(title)}`, ...blocks.map((block) => this.#block(block, level)), ...sections.map((inner) => this.section(inner, level + 1))]
    return parts.filter((part) => part !== '').join('\n\n')
  }

  #block(block: NumberedBlock, level: number): string {
    switch (block.block) {
      case 'paragraph':
        return block.role === 'problem' ? `> ${markdownLine(block.text)}` : markdownLine(block.text)
      case 'list':
        return block.items.map((item) => `- ${markdownLine(item)}`).join('\n')
      case 'markdown':
        return ownMarkdown(block.source, Math.min(6, level + 1))
      case 'tiles':
        return block.tiles.map(({ label, value }) => `- ${titled(markdownText(label), strong(markdownText(value)))}`).join('\n')
      case 'table':
        return `${captionLine(block)}\n\n${tableLines(block)}`
      case 'chart':
        return this.#drawing(block, chartSvg(block.chart, block.alternative))
      case 'diagram':
        return this.#drawing(block, diagramSvg(block))
      case 'pictures':
        return this.#pictures(block)
      case 'listing':
        return `${captionLine(block)}\n\n${markdownListing(block.text, block.language)}`
      case 'beside':
        return block.charts.map((chart) => this.#drawing(chart, chartSvg(chart.chart, chart.alternative))).join('\n\n')
      case 'details':
        return `<details>\n<summary>${referencedText(block.summary)}</summary>\n\n${block.blocks.map((inner) => this.#block(inner, level)).join('\n\n')}\n\n</details>`
    }
  }

  #drawing(block: Captioned<'chart'> | Captioned<'diagram'>, svg: Markup): string {
    const shown = this.#shown({ name: `${block.fileName}.svg`, type: 'image/svg+xml', bytes: Buffer.from(svgFile(svg)), alternative: block.alternative, width: null })
    return `${shown}\n\n${captionLine(block)}`
  }

  /** A table of at most six pictures beside each other, each with its label below. */
  #pictures(block: Captioned<'pictures'>): string {
    const { pictures, shownWidth } = block
    const columns = Math.max(1, Math.min(6, pictures.length))
    const cells = pictures.map(({ png, alternative, label }, place) => {
      const shown = this.#shown({ name: `${block.fileName}-${String(place + 1).padStart(2, '0')}.png`, type: 'image/png', bytes: Buffer.from(png, 'base64'), alternative, width: Math.round(shownWidth) })
      return label === '' ? shown : `${shown}<br>${markdownText(label)}`
    })
    const rows = Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => Array.from({ length: columns }, (__, column) => cells[row * columns + column] ?? ''))
    const [first = [], ...others] = rows
    return [rowLine(first), rowLine(first.map(() => '---')), ...others.map(rowLine), '', captionLine(block)].join('\n')
  }

  /** A picture as HTML, which gives it a width and lets viewers show data. */
  #shown({ name, type, bytes, alternative, width }: ShownFile): string {
    const path = `${this.#options.folder}/${name}`
    if (!this.#options.isInline) this.files.push({ path, bytes })
    const source = this.#options.isInline ? `data:${type};base64,${Buffer.from(bytes).toString('base64')}` : path.split('/').map(encodedName).join('/')
    return `<img src="${source}" alt="${referencedText(alternative)}"${width === null ? '' : ` width="${width}"`}>`
  }
}

interface ShownFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
  readonly alternative: string
  /** In CSS pixels; null: its own. */
  readonly width: number | null
}

/** A name within an address in HTML; what RFC 3986 lets stand and HTML or Markdown does not, written as bytes. */
const encodedName = (name: string): string => encodeURIComponent(name).replace(/[!'()*_~]/g, (mark) => `%${(mark.codePointAt(0) ?? 0).toString(16)}`)

const strong = (text: string): string => (text === '' ? '' : `**${text}**`)
const captionLine = ({ label, caption }: Captioned): string => `${strong(phrase('{label}. § Figure 3, before its caption', { label }))} ${markdownLine(caption)}`.trimEnd()
const rowLine = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

function tableLines({ columns, rows, totals = [] }: Captioned<'table'>): string {
  const cell = (isTotal: boolean) => ({ text, isStrong }: ReportCell) => (isStrong || isTotal ? strong(markdownLine(text)) : markdownLine(text))
  return [
    rowLine(columns.map(({ title }) => markdownText(title))),
    rowLine(columns.map(({ kind }) => (kind === 'number' ? '---:' : '---'))),
    ...rows.map((row, place) => rowLine(row.map(cell(totals.includes(place))))),
  ].join('\n')
}
