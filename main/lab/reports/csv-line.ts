// A line of a CSV file (RFC 4180) that no spreadsheet takes for a formula.
import { defusedText } from '@common/words/formula-text'

/**
 * One line with its end. Numbers in full; nothing for what is not known or no number. Text that could be a formula gets an apostrophe before it, which
 * spreadsheets do not show.
 */
export function csvLine(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  return quoted(typeof value === 'string' ? defusedText(value) : JSON.stringify(value))
}

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
