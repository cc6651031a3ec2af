// Letters that are as wide as two Latin ones, such as Chinese ones with their punctuation: how much room a text takes, and where its lines may break.

/** Blocks of Unicode with wide letters; letters beyond the first plane have two code units. */
const wide = '\\u1100-\\u115f\\u2e80-\\u303e\\u3041-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff01-\\uff60\\uffe0-\\uffe6'
const opening = '（《【「“‘'
const closing = '，。：；？！、）》】」”’'

const wideLetters = new RegExp(`[${wide}]`, 'g')
const wideLetter = new RegExp(`^[${wide}]$`)

/** A word, or a single wide letter, with the spaces before it; punctuation stays with what it belongs to. */
const piece = new RegExp(` *(?:[${opening}]*(?:[${wide}]|[^ ${wide}]+)[${closing}]*|[^ ])`, 'g')

/** Whether a letter fills a square in every font that has it. */
export const isWide = (letter: string): boolean => wideLetter.test(letter)

/** How many letters of a text are wide. */
export const wideCount = (text: string): number => text.match(wideLetters)?.length ?? 0

/** Room of a text, in Latin letters. */
export const displayWidth = (text: string): number => text.length + wideCount(text)

/** The parts of a text between which a line may break, each with the spaces before it. */
export const linePieces = (text: string): readonly string[] => text.match(piece) ?? []
