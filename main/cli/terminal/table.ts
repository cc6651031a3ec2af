// Aligned tables for the terminal, light enough to be read and pasted.
import Table from 'cli-table3'

export interface Column {
  readonly title: string
  /** Numbers stand right, words left. */
  readonly align?: 'left' | 'right'
}

/** A table with one line under its head, and another above its totals where it has some. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], totals?: readonly string[]): string {
  const body = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    chars: {
      ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
      ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' },
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  })
  body.push(...rows.map((row) => [...row]))
  if (totals) body.push([...totals])
  const lines = body
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
  const rule = '-'.repeat(Math.max(...lines.map((line) => line.length)))
  const [head = '', ...others] = lines
  const last = totals ? [rule, others.pop() ?? ''] : []
  return [head, rule, ...others, ...last].join('\n')
}
