// How wide a text is, about, where nothing can measure it: in a file that is drawn elsewhere, in a font that is not known yet.
import { isWide, linePieces } from '../words/wide-letters'

/** Widths of letters in ems, those of DejaVu Sans rounded up: of the fonts that pages fall back to it is the widest, so labels have room in all of them. */
const widths: readonly (readonly [em: number, letters: string])[] = [
  [0.3, "',.IJijl"],
  [0.4, ' -/:;\\f|!()[]rt'],
  [0.5, '"*_`sz–·'],
  [0.6, '?LcFPTYaekovxy'],
  [0.7, '$0123456789EKSbdghnpqu{}ABCRVXZ'],
  [0.85, 'DGHNU&OQw#+<=>M^~−×±'],
  [1, '%m@W…'],
]
const widthOfLetter: ReadonlyMap<string, number> = new Map(widths.flatMap(([em, letters]) => Array.from(letters, (letter) => [letter, em] as const)))

/** Letters of other alphabets in Latin width. */
const otherLetter = 0.7
/** Pictures, and other letters of which no table here tells. */
const pictureFrom = 0x1100
const picture = 1.3

function emsOf(letter: string): number {
  if (isWide(letter)) return 1
  return widthOfLetter.get(letter) ?? ((letter.codePointAt(0) ?? 0) >= pictureFrom ? picture : otherLetter)
}

/** Width of a text in the unit of the font size, rather too wide than too narrow. */
export function textWidth(text: string, fontSize: number): number {
  let ems = 0
  for (const letter of text) ems += emsOf(letter)
  return ems * fontSize
}

/** Room that sums of lengths lose by rounding. */
const rounding = 1e-6

/** The text, or as much of its beginning as there is room for, with `…` behind it. */
export function fittedText(text: string, room: number, fontSize: number): string {
  if (textWidth(text, fontSize) <= room + rounding) return text
  let kept = ''
  let ems = widthOfLetter.get('…') ?? 1
  for (const letter of text) {
    ems += emsOf(letter)
    if (ems * fontSize > room) break
    kept += letter
  }
  return `${kept.trimEnd()}…`
}

/** The text on as many lines as it takes, broken between words, and between Chinese letters; a word that is wider than the room has a line of its own. */
export function wrappedText(text: string, room: number, fontSize: number): readonly string[] {
  const lines: string[] = []
  for (const part of linePieces(text)) {
    const last = lines.at(-1)
    if (last === undefined || textWidth(last + part, fontSize) > room + rounding) lines.push(part.trimStart())
    else lines[lines.length - 1] = last + part
  }
  return lines.length === 0 ? [''] : lines
}
