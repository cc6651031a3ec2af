// Text as Markdown that reads as that text: whatever would be a mark of Markdown, HTML, a formula or a link is escaped.
import type { ReportText } from '@contract/reports/report-text'

/** Marks that could begin something within a line. */
const marks = /[\\`*_[\]<>|~$&#{}]/g
/** What viewers make links of by themselves. */
const addresses = /:(?=\/\/)|@|(?<=\bwww)\./gi
/** What would begin a block at the start of a line: a list, a rule, a heading under its words. */
const blockStart = /^(?:[-+](?=[\s-]|$)|[=:]|\d{1,9}(?=[.)](?:\s|$)))/

/** One line of text, for any place in a line or cell of a table. */
export function markdownText(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line
    .replace(marks, '\\$&')
    .replace(addresses, '\\$&')
    .replace(blockStart, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
}

/** A line with its code and its links to sources; links within the report are words. */
export function markdownLine(text: ReportText): string {
  if (typeof text === 'string') return markdownText(text)
  return text
    .map(({ text: words, isCode, link }) => {
      const [, before = '', inner = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(words) ?? []
      if (inner === '') return before === '' ? '' : ' '
      const written = isCode ? markdownCode(inner) : markdownText(inner)
      return `${before && ' '}${link?.startsWith('https://') ? `[${written}](<${link}>)` : written}${after && ' '}`
    })
    .join('')
    .trim()
}

/** Code within a line: more backticks around it than in it, and bars that end no cell of a table. */
export function markdownCode(code: string): string {
  const line = code.replace(/\s+/g, ' ').trim()
  if (line === '') return ''
  const fence = '`'.repeat(longestRun(line, /`+/g) + 1)
  const space = /^`|`$/.test(line) ? ' ' : ''
  return `${fence}${space}${line.replaceAll('|', '\\|')}${space}${fence}`
}

/** Lines of code as a block. @param language one word */
export function markdownListing(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text, /`+/g) + 1))
  return `${fence}${language}\n${text.replace(/\n$/, '')}\n${fence}`
}

const longestRun = (text: string, run: RegExp): number => Math.max(0, ...[...text.matchAll(run)].map(([found]) => found.length))

/** Text within a tag or a block of HTML that stands in Markdown: every mark of either is a character reference. */
export const referencedText = (text: string): string => text.replace(/\s+/g, ' ').trim().replace(/[^\p{L}\p{N} ,.:/()+%→–，。：；？！、（）-]/gu, (mark) => `&#${mark.codePointAt(0) ?? 32};`)
