// A line of a CSV file (RFC 4180) that no spreadsheet takes for a formula.

/** Text that a spreadsheet may take for a formula, wherever it starts after blanks. */
const formula = /^[\t\r\n ]*[=+\-@\t\r＝＋－＠]/u

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
  return quoted(typeof value === 'string' ? defused(value) : JSON.stringify(value))
}

const defused = (text: string): string => (formula.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
