// Aligned tables for the terminal, light enough to be read and pasted.
import { visibleLine } from '@common/words/visible-controls'
import Table from 'cli-table3'
import type { Output } from './command-context'
import { columnGap, fitted, type FittedColumn } from './fit-table'
import { displayWidth } from '@common/words/wide-letters'

export type Column = FittedColumn

export interface TableOptions {
  /** A last row under a line of its own. */
  readonly totals?: readonly string[]
  /** Where the table goes: on a terminal it is made to fit, anywhere else it is whole. */
  readonly output?: Output | undefined
}

/** A table with one line under its head, and another above its totals where it has some. */
export function table(named: readonly Column[], rows: readonly (readonly string[])[], { totals, output }: TableOptions = {}): string {
  const columns = named.map((column) => ({ ...column, title: cellText(column.title) }))
  const clean = [...rows, ...(totals ? [totals] : [])].map((row) => row.map(cellText))
  const width = output?.isTTY === true ? (output.columns ?? Infinity) : Infinity
  const cells = width === Infinity ? { columns, rows: clean } : fitted({ columns, rows: clean }, width)
  const body = new Table({
    head: cells.columns.map(({ title }) => title),
    colAligns: cells.columns.map(({ align }) => align ?? 'left'),
    chars: {
      ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
      ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' '.repeat(columnGap) },
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  body.push(...cells.rows.map((row) => [...row]))
  const lines = body
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
  const rule = '-'.repeat(Math.max(...lines.map(displayWidth)))
  const headLines = Math.max(...cells.columns.map(({ title }) => title.split('\n').length))
  const [head, others] = [lines.slice(0, headLines), lines.slice(headLines)]
  const last = totals ? [rule, others.pop() ?? ''] : []
  return [...head, rule, ...others, ...last].join('\n')
}

/** What a cell shows: one line, with spaces for line breaks, and nothing that steers the terminal. */
const cellText = (text: string): string => visibleLine(text.trim().replaceAll(/[\t\n\r]+/g, ' '))
