// The HTML of a report: valid by independent parsers, harmless whatever it says, numbered, and small.
import { HtmlValidate } from 'html-validate'
import { describe, expect, it } from 'vitest'
import { reportDocumentSchema, type ReportSection } from '@contract/reports/report-document'
import { hostileTexts, reportSaying } from '../testing/hostile-texts'
import { attributeOf, harmful, named, parsedPage, textOf } from '../testing/parsed-page'
import { sampleReport } from '../testing/sample-report'
import { htmlReport } from './html-writer'

describe('The HTML of a report', () => {
  const page = htmlReport(sampleReport)
  const read = parsedPage(page)

  it('is made of a report as the contract has it', () => {
    expect(reportDocumentSchema.safeParse(sampleReport).error).toBeUndefined()
  })

  it('is valid by parse5 and by html-validate', () => {
    expect(read.faults).toEqual([])
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      rules: { 'long-title': 'off', 'no-raw-characters': 'off', 'valid-id': ['error', { relaxed: true }] },
    })
    const { results } = validator.validateStringSync(page)
    expect(results.flatMap(({ messages }) => messages.map(({ ruleId, message, line }) => `${ruleId}: ${message} in line ${line}`))).toEqual([])
  })

  it('forbids itself scripts and everything from outside', () => {
    const policy = named(read, 'meta').find((meta) => attributeOf(meta, 'http-equiv') === 'Content-Security-Policy')
    expect(policy && attributeOf(policy, 'content')).toMatch(/^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; img-src data:/)
    expect(read.elements.filter((element) => attributeOf(element, 'style') !== undefined)).toEqual([]) // which its policy would refuse
    expect(named(read, 'script', 'link', 'iframe', 'object', 'embed', 'form')).toEqual([])
  })

  it.each(['browser', 'printing', 'window'] as const)('allows itself no font in English: for the %s', (reader) => {
    expect(htmlReport(sampleReport, { reader })).not.toContain('font-src')
  })

  it('numbers figures, tables and listings, each in the order of the page', () => {
    const labels = named(read, 'figcaption', 'caption').map((caption) => /^\w+ \d+/.exec(textOf(caption))?.[0])
    const of = (kind: string) => labels.filter((label) => label?.startsWith(kind))
    for (const kind of ['Figure', 'Table', 'Listing']) expect(of(kind)).toEqual(of(kind).map((_, place) => `${kind} ${place + 1}`))
    expect(of('Figure')).toHaveLength(6)
  })

  it('keeps numbers of captions and their units on one line', () => {
    const blocks = [{ block: 'listing', caption: 'Bars: 95 % intervals.', language: 'text', text: 'one' }] as const
    expect(htmlReport({ ...sampleReport, sections: [{ id: 'intervals', title: 'Intervals', part: 'charts', blocks, sections: [] }] })).toContain('Bars: 95\u00a0% intervals.')
  })

  it('has headings without a gap, and links of its contents that lead to sections', () => {
    const levels = named(read, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6').map(({ tagName }) => Number(tagName.slice(1)))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.reduce((before, level) => {
      expect(level - before).toBeLessThanOrEqual(1)
      return level
    }, 0)
    const ids = new Set(read.elements.map((element) => attributeOf(element, 'id')))
    for (const link of named(read, 'a').map((element) => attributeOf(element, 'href') ?? '')) if (link.startsWith('#')) expect(ids).toContain(link.slice(1))
  })

  it('keeps the pixels of pictures square that it enlarges, and lets a viewer smooth those that it makes smaller', () => {
    const picture = { png: 'AAAA', width: 100, height: 100, alternative: 'A picture', label: '' }
    const section = (shownWidth: number): ReportSection => ({ id: `pictures-${shownWidth}`, title: 'Pictures', part: 'pictures', blocks: [{ block: 'pictures', caption: 'One.', pictures: [picture], shownWidth }], sections: [] })
    const images = named(parsedPage(htmlReport({ ...sampleReport, sections: [section(200), section(50)] })), 'img')
    expect(images.map((image) => attributeOf(image, 'class'))).toEqual(['enlarged', undefined])
  })

  it('unfolds details for a program that prints', () => {
    expect(named(read, 'details').every((details) => attributeOf(details, 'open') === undefined)).toBe(true)
    expect(named(parsedPage(htmlReport(sampleReport, { reader: 'printing' })), 'details').every((details) => attributeOf(details, 'open') === '')).toBe(true)
  })

  it.each(hostileTexts)('lets %j do nothing', (text) => {
    const hostile = parsedPage(htmlReport(reportSaying(text, sampleReport)))
    expect(hostile.faults).toEqual([])
    // What it may add is marks of Markdown in the user's own text; all else is the same page with other words.
    expect(harmful(hostile)).toEqual([])
    expect(named(hostile, 'a').map((link) => attributeOf(link, 'href'))).toEqual(named(read, 'a').map((link) => attributeOf(link, 'href')))
    expect(named(hostile, 'img').map((image) => attributeOf(image, 'src'))).toEqual(named(read, 'img').map((image) => attributeOf(image, 'src')))
  })

  it('of a hundred runs takes seconds, and of one a tenth of a megabyte', () => {
    expect(Buffer.byteLength(page)).toBeLessThan(200_000)
    const renamed = (section: ReportSection, run: number): ReportSection => ({ ...section, id: `run-${run}-${section.id}`, sections: section.sections.map((inner) => renamed(inner, run)) })
    const sections = Array.from({ length: 100 }, (_, run): ReportSection => ({ id: `run-${run}`, title: `Run ${run}`, part: null, blocks: [], sections: sampleReport.sections.map((section) => renamed(section, run)) }))
    const before = process.cpuUsage()
    const many = htmlReport({ ...sampleReport, sections })
    const { user, system } = process.cpuUsage(before)
    // Of the processor, so that a busy machine does not matter; about a second.
    expect((user + system) / 1e6).toBeLessThan(5)
    expect(many).toContain('<b>Figure 600.</b>')
    expect(Buffer.byteLength(many)).toBeLessThan(10_000_000)
  })
})
