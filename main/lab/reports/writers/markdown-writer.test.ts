// The Markdown of a report, read by a parser that lets HTML through and makes links of addresses, as GitHub does.
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { hostileTexts, reportSaying } from '../testing/hostile-texts'
import { attributeOf, harmful, named, parsedPage, textOf, type ParsedPage } from '../testing/parsed-page'
import { sampleReport } from '../testing/sample-report'
import { cleanText } from './clean-text'
import { markdownReport } from './markdown-writer'
import { ownMarkdown } from './own-markdown'

const viewer = new MarkdownIt({ html: true, linkify: true })
const shown = (markdown: string): ParsedPage => parsedPage(`<!doctype html><html><head><title>x</title></head><body>${viewer.render(markdown)}</body></html>`)
const files = { isInline: false, folder: 'lenet report-files' }
const outline = (page: ParsedPage): readonly string[] => page.elements.map(({ tagName }) => tagName)
const attributes = (page: ParsedPage, element: string, name: string): readonly (string | undefined)[] => named(page, element).map((found) => attributeOf(found, name))

describe('The Markdown of a report', () => {
  const report = markdownReport(sampleReport, files)
  const page = shown(report.text)

  it('shows every figure from a file beside it', () => {
    const paths = report.files.map(({ path }) => path)
    expect(attributes(page, 'img', 'src').map((source) => decodeURIComponent(source ?? ''))).toEqual(paths)
    expect(new Set(paths).size).toBe(21)
    expect(paths[0]).toBe('lenet report-files/figure-1.svg')
    for (const { path, bytes } of report.files) expect(Buffer.from(bytes).subarray(0, 5).toString('latin1')).toBe(path.endsWith('.svg') ? '<?xml' : '\x89PNG\r')
  })

  it('holds its figures itself where that is asked', () => {
    const { text, files: none } = markdownReport(sampleReport, { ...files, isInline: true })
    expect(none).toEqual([])
    for (const source of attributes(shown(text), 'img', 'src')) expect(source).toMatch(/^data:image\/(svg\+xml|png);base64,[\w+/]+=*$/)
  })

  it('has the tables, captions and headings of the report', () => {
    expect(named(page, 'table')).toHaveLength(5) // four tables, and one of pictures
    expect(named(page, 'strong').map(textOf)).toEqual(expect.arrayContaining(['Figure 6.', 'Table 4.', 'Listing 2.', 'Total', '88.41 %']))
    expect(named(page, 'h2').map(textOf)).toEqual(sampleReport.sections.map(({ title }) => title))
    expect(named(page, 'details')).toHaveLength(2)
  })

  // An empty text leaves out what it would have been the text of.
  it.each(hostileTexts.filter((text) => text !== ''))('is the same page with %j for its words', (text) => {
    const saying = (words: string) => {
      const said = reportSaying(words, sampleReport)
      // The user's own Markdown may have marks of its own: see below.
      return shown(markdownReport({ ...said, sections: said.sections.filter(({ part }) => part !== 'text') }, files).text)
    }
    const hostile = saying(text)
    expect(outline(hostile)).toEqual(outline(saying('words')))
    expect(attributes(hostile, 'a', 'href')).toEqual(attributes(page, 'a', 'href'))
    expect(attributes(hostile, 'img', 'src')).toEqual(attributes(page, 'img', 'src'))
    expect(harmful(hostile)).toEqual([])
    const words = cleanText(text).replace(/\s+/g, ' ').trim()
    for (const cell of named(hostile, 'h1', 'h2', 'th', 'summary')) expect(textOf(cell).replaceAll('\u00a0', ' ')).toContain(words)
  })
})

describe("The user's own Markdown", () => {
  it.each([
    ['emphasis', '**a** *b* ~~c~~ `d|e`', '**a** *b* ~~c~~ `d\\|e`'],
    ['headings below that of their section', '# a\n\n#### b', '### a\n\n#### b'],
    ['lists within lists', '- a\n  1. b\n  2. c', '- a\n\n  1. b\n  2. c'],
    ['tables', '| a | b |\n|---|---|\n| 1 | $x|y$ |', '| a | b |\n| --- | --- |\n| 1 | \\$x |'],
    ['code', '~~~py\nx = `1`\n~~~', '```py\nx = `1`\n```'],
    ['formulas', '$a_1 < b$', '$a_1 \\lt  b$'],
    ['links as words', '[here](https://example.org/a_b)', 'here (https\\://example.org/a\\_b)'],
    ['pictures as words', '![x](https://example.org/x.png)', '!x (https\\://example.org/x.png)'],
  ])('keeps %s', (_what, source, written) => {
    expect(ownMarkdown(source, 3)).toBe(written)
  })

  it.each([...hostileTexts, '$\\href{javascript:alert(1)}{x}$', '$\\def\\a#1{\\href{#1}{x}}\\a{javascript:alert(1)}$', '$$\n\\htmlData{x=<script>}{x}\n$$', '> # a\n> - <b>\n>   ```\n>   x'])('lets %j do nothing', (text) => {
    const markdown = ownMarkdown(text, 3)
    const page = shown(markdown)
    expect(harmful(page)).toEqual([])
    expect(named(page, 'a', 'img', 'b', 'style', 'h1', 'h2')).toEqual([])
    expect(markdown).not.toMatch(/\\(href|def|html)/)
    // What is written is what would be written of it again.
    expect(ownMarkdown(markdown, 3)).toBe(markdown)
  })
})
