// Blocks of reports in few words: paragraphs, cells, tables of facts.
import { phrase } from '@language/phrase'
import { formatCount } from '@common/words/format'
import type { ReportBlockOf, ReportCell, ReportTable } from '@contract/reports/report-block'
import type { ReportText } from '@contract/reports/report-text'

type Pieces = Exclude<ReportText, string>

export const paragraph = (text: ReportText, role: ReportBlockOf<'paragraph'>['role'] = 'plain'): ReportBlockOf<'paragraph'> => ({ block: 'paragraph', role, text })

/** Text as a program reads it. */
export const code = (text: string): Pieces => [{ text, isCode: true }]

/** Text that leads to a section of the report. */
export const linked = (text: string, section: string): Pieces => [{ text, link: `#${section}` }]

/** A number with its words; empty where it is not known. */
export const numberCell = (value: number | null, words: (value: number) => string): ReportCell => ({ text: value === null ? '' : words(value), value })

export const countCell = (value: number): ReportCell => numberCell(value, formatCount)

export const textColumns = (...titles: readonly string[]): ReportTable['columns'] => titles.map((title) => ({ title, kind: 'text' }))
export const numberColumns = (...titles: readonly string[]): ReportTable['columns'] => titles.map((title) => ({ title, kind: 'number' }))

/** Facts by their names; one without words is left out. */
export function factsTable(caption: ReportText, facts: readonly (readonly [name: string, words: ReportText])[]): ReportTable {
  const rows = facts.filter(([, words]) => words !== '').map(([name, words]) => [{ text: name }, { text: words }])
  return { block: 'table', caption, columns: textColumns(phrase('Property'), phrase('Value')), rows }
}

/** A long table folded up; a short one as it is. */
export const folded = (table: ReportTable, longest: number, summary: string): ReportTable | ReportBlockOf<'details'> =>
  table.rows.length > longest ? { block: 'details', summary, blocks: [table] } : table
