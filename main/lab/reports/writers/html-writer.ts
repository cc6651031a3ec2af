// A report as one HTML file that needs nothing beside it, runs nothing and loads nothing: read on a screen, printed, or made a PDF.
import { language } from '@language/language'
import { phrase } from '@language/phrase'
import { html, Markup } from '@common/markup/markup'
import { formatZonedMoment } from '@common/words/format'
import type { ReportDocument } from '@contract/reports/report-document'
import { blockHtml, type BlockContext } from './html-blocks'
import { reportStyle, reportStyleSource } from './html-style-source'
import { fontSource, type ReportReader } from './font-sources'
import { numberedReport, type NumberedReport, type NumberedSection } from './numbered-report'

/** Sections from which on a report has a list of its contents. */
const longFrom = 4

/** What the page may do: be styled by its own style sheet, and show the pictures that it holds. */
const policy = `default-src 'none'; style-src ${reportStyleSource}; img-src data:; base-uri 'none'; form-action 'none'`

export interface HtmlReportOptions {
  /** Usual: a browser. For the printing, details are unfolded, which it does not do by itself. */
  readonly reader?: ReportReader
  /** In place of the reader's own. */
  readonly theme?: 'light' | 'dark'
}

/** The whole file. */
export function htmlReport(document: ReportDocument, { reader = 'browser', theme }: HtmlReportOptions = {}): string {
  const report = numberedReport(document)
  const blocks: BlockContext = { hasOpenDetails: reader === 'printing' }
  const page = html`<!doctype html>
<html lang="${language}"${theme ? html` data-theme="${theme}"` : null}>
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}${fontSource(reader)}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta name="generator" content="CNN Lab ${report.labVersion}">
    ${report.author === '' ? null : html`<meta name="author" content="${report.author}">`}
    <title>${report.title === '' ? phrase('Report') : report.title}</title>
    <style>${new Markup(reportStyle)}</style>
  </head>
  <body>
    ${head(report)}
    ${report.sections.length < longFrom ? null : contents(report.sections)}
    <main>${report.sections.map((section) => sectionHtml(section, 2, blocks))}</main>
    <footer>${phrase('Made with CNN Lab {version}, {moment}', { version: report.labVersion, moment: formatZonedMoment(report.madeAt) })}</footer>
  </body>
</html>
`
  return page.text
}

function head({ title, subtitle, author, course, date }: NumberedReport): Markup {
  const by = [author, course, date].filter((part) => part !== '')
  return html`<header>
      <h1>${title === '' ? phrase('Report') : title}</h1>
      ${subtitle === '' ? null : html`<p class="subtitle">${subtitle}</p>`}
      ${by.length === 0 ? null : html`<p class="by">${by.map((part) => html`<span>${part}</span>`)}</p>`}
    </header>`
}

/** Most entries of a list of contents with two levels. */
const mostEntries = 60

/** Two levels of sections; one where they would be too many. */
function contents(sections: readonly NumberedSection[]): Markup {
  const levels = sections.reduce((count, { sections: inner }) => count + 1 + inner.length, 0) > mostEntries ? 1 : 2
  const entry = ({ id, title, sections: inner }: NumberedSection, depth: number): Markup =>
    html`<li><a href="#${id}">${title}</a>${depth < levels && inner.length > 0 ? html`<ol>${inner.map((section) => entry(section, depth + 1))}</ol>` : null}</li>`
  return html`<nav aria-labelledby="__contents">
      <h2 id="__contents">${phrase('Contents')}</h2>
      <ol>${sections.map((section) => entry(section, 1))}</ol>
    </nav>`
}

function sectionHtml({ id, title, blocks, sections }: NumberedSection, level: number, context: BlockContext): Markup {
  return html`<section id="${id}">
      ${heading(level, title)}
      ${blocks.map((block) => blockHtml(block, level, context))}
      ${sections.map((inner) => sectionHtml(inner, level + 1, context))}
    </section>`
}

function heading(level: number, title: string): Markup {
  const element = new Markup(`h${Math.min(6, level)}`)
  return html`<${element}>${title}</${element}>`
}
