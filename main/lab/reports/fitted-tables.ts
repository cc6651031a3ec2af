// Tables with more columns than a page has room for: as several tables below each other.
import { phrase } from '@language/phrase'
import { withoutStop } from '@common/words/sentences'
import type { ReportTable } from '@contract/reports/report-block'

/** Columns of an A4 page: a wide one of words, and numbers with their spreads. */
const mostColumns = 6

/** Ends the title at the head of a caption, in each language. */
const titleEnd = /[.:] |[。：]/

/** A cell that tells nothing. */
const isBare = (text: ReportTable['rows'][number][number]['text']): boolean => text === '' || text === '–'

/**
 * The table itself where it fits; else tables that each begin with the same columns. Rows that tell nothing in the further columns are left out there.
 * @param head how many columns each table begins with
 */
export function fittedTables(table: ReportTable, head = 1): readonly ReportTable[] {
  const others = table.columns.length - head
  const count = Math.ceil(others / Math.max(2, mostColumns - head))
  if (count <= 1) return [table]
  const size = Math.ceil(others / count)
  return Array.from({ length: count }, (_, index) => partOf(table, head, head + index * size, head + (index + 1) * size, index > 0))
}

function partOf({ caption, columns, rows, totals = [] }: ReportTable, head: number, from: number, to: number, isContinued: boolean): ReportTable {
  const cut = <Item>(items: readonly Item[]): readonly Item[] => [...items.slice(0, head), ...items.slice(from, to)]
  const kept = rows.map((row, place) => ({ row, place })).filter(({ row }) => row.slice(from, to).some(({ text }) => !isBare(text)))
  const [title] = typeof caption === 'string' ? caption.split(titleEnd) : []
  const ownTotals = totals.flatMap((total) => kept.findIndex(({ place }) => place === total)).filter((place) => place >= 0)
  return {
    block: 'table',
    caption: isContinued && title !== undefined ? phrase('{title}, continued.', { title: withoutStop(title) }) : caption,
    columns: cut(columns),
    rows: kept.map(({ row }) => cut(row)),
    ...(ownTotals.length > 0 && { totals: ownTotals }),
  }
}
