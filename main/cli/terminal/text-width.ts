// Texts in the columns of a terminal: a Chinese letter is as wide as two Latin ones, and may end a line.
import { displayWidth, linePieces } from '@common/words/wide-letters'

/** The text with spaces behind it, up to so many columns. */
export const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - displayWidth(text)))

/** The text in at most so many columns, with an ellipsis where it is cut. */
export function shortened(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = text
  while (displayWidth(kept) > width - 1) kept = kept.slice(0, -1)
  return `${kept}…`
}

/** Columns of the longest part of a text in which no line may break. */
export const widestPiece = (text: string): number => Math.max(0, ...linePieces(text).map((part) => displayWidth(part.trimStart())))

/** The text in lines of at most so many columns, unless a word is longer. */
export function wrappedText(text: string, width: number): string {
  const lines: string[] = []
  for (const part of linePieces(text)) {
    const last = lines.at(-1)
    if (last === undefined) lines.push(part)
    else if (displayWidth(last) + displayWidth(part) <= width) lines[lines.length - 1] = `${last}${part}`
    else lines.push(part.trimStart())
  }
  return lines.join('\n')
}
