// A table in Markdown, to be pasted into a document.
import { markdownText } from '../../../lab/reports/writers/markdown-text'
import type { Column } from '../../terminal/table'

export function markdownTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`
  return [line(columns.map(({ title }) => title)), `|${columns.map(({ align }) => (align === 'right' ? '---:|' : '---|')).join('')}`, ...rows.map(line)].join('\n')
}
