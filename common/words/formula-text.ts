// Text in cells that spreadsheets could take for formulas: an apostrophe before it makes it text, as OWASP recommends against CSV injection.

/** What a spreadsheet may take for a formula, wherever it starts after blanks. https://owasp.org/www-community/attacks/CSV_Injection */
const formula = /^[\t\r\n ]*[=+\-@\t\r＝＋－＠]/u
const defused = /^'(?=[\t\r\n ]*[=+\-@\t\r＝＋－＠])/u

/** The text of a cell; with an apostrophe, which spreadsheets do not show, where it could be a formula. */
export const defusedText = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The text that a cell stands for: without the apostrophe that `defusedText` has put before it. */
export const textOfCell = (cell: string): string => cell.replace(defused, '')
