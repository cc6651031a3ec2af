// Makes a table fit the width of a terminal: text is wrapped between words, and columns that can be spared are left out.
import { displayWidth } from '@common/words/wide-letters'
import { widestPiece, wrappedText } from './text-width'
import { sum } from '@common/statistics/sum'

/** Width that a text is given before columns are kept that can be spared: a title in lines of one word each cannot be read. */
const readableText = 20

/** Columns of the terminal up to which a word of a title stays whole. */
const wholeTitle = 12

/** Spaces between two columns. */
export const columnGap = 2

export interface FittedColumn {
  readonly title: string
  /** Numbers stand right, words left. */
  readonly align?: 'left' | 'right'
  /** Left out where the table is too wide even with its texts wrapped to lines of a readable width; of several, the last one first. */
  readonly canBeSpared?: boolean
}

export interface TableCells<Column extends FittedColumn> {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly string[])[]
}

/** The table with line breaks in its heads and texts, so that it takes no more than `width` columns of the terminal if that is possible. */
export function fitted<Column extends FittedColumn>(table: TableCells<Column>, width: number): TableCells<Column> {
  const spared = table.columns.findLastIndex(({ canBeSpared }) => canBeSpared ?? false)
  const widths = widthsFor(table, width, spared >= 0 ? readableText : 0)
  const total = sum(widths) + columnGap * (widths.length - 1)
  if (total > width && spared >= 0) return fitted(without(table, spared), width)
  return {
    columns: table.columns.map((column, index) => ({ ...column, title: wrappedText(column.title, widths[index] ?? width) })),
    rows: table.rows.map((row) => row.map((cell, index) => (table.columns[index]?.align === 'right' ? cell : wrappedText(cell, widths[index] ?? width)))),
  }
}

/**
 * The widths of the columns: the widest is narrowed first, none below its longest word or its longest number.
 * @param readable least width of a column with longer texts
 */
function widthsFor({ columns, rows }: TableCells<FittedColumn>, width: number, readable: number): number[] {
  const texts = columns.map(({ title }, index) => [title, ...rows.map((row) => row[index] ?? '')])
  const least = columns.map(({ title, align }, index) => {
    const cells = rows.map((row) => row[index] ?? '')
    return Math.max(leastOfTitle(title), ...cells.map((cell) => (align === 'right' ? displayWidth(cell) : Math.max(widestPiece(cell), Math.min(displayWidth(cell), readable)))))
  })
  const widths = texts.map((column) => Math.max(...column.map(displayWidth)))
  for (let excess = sum(widths) + columnGap * (widths.length - 1) - width; excess > 0; excess--) {
    const narrowed = widths.map((own, index) => (own > (least[index] ?? own) ? own : 0))
    const widest = narrowed.indexOf(Math.max(...narrowed))
    if (narrowed[widest] === 0) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  return widths
}

/** A Chinese title has no spaces, and a short one is not broken within. */
const leastOfTitle = (title: string): number => Math.max(widestPiece(title), ...title.split(' ').map((word) => Math.min(displayWidth(word), wholeTitle)))

function without<Column extends FittedColumn>({ columns, rows }: TableCells<Column>, left: number): TableCells<Column> {
  return { columns: columns.filter((_, index) => index !== left), rows: rows.map((row) => row.filter((_, index) => index !== left)) }
}
