// How much room a text takes in a terminal, and where its lines may break: a Chinese letter is as wide as two Latin ones, and may end a line.

/** Letters of two columns, with their punctuation; letters beyond the first plane have two columns and two code units. */
const wide = '\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6'
const opening = '（《【「“‘'
const closing = '，。：；？！、）》】」”’'

const wideLetter = new RegExp(`[${wide}]`, 'g')

/** A word, or a single wide letter, with the spaces before it; punctuation stays with what it belongs to. */
const piece = new RegExp(` *(?:[${opening}]*(?:[${wide}]|[^ ${wide}]+)[${closing}]*|[^ ])`, 'g')

/** Columns of a terminal. */
export const displayWidth = (text: string): number => text.length + (text.match(wideLetter)?.length ?? 0)

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
export const widestPiece = (text: string): number => Math.max(0, ...(text.match(piece) ?? []).map((part) => displayWidth(part.trimStart())))

/** The text in lines of at most so many columns, unless a word is longer. */
export function wrappedText(text: string, width: number): string {
  const lines: string[] = []
  for (const part of text.match(piece) ?? []) {
    const last = lines.at(-1)
    if (last === undefined) lines.push(part)
    else if (displayWidth(last) + displayWidth(part) <= width) lines[lines.length - 1] = `${last}${part}`
    else lines.push(part.trimStart())
  }
  return lines.join('\n')
}
