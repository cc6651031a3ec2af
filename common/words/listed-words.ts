// Several words or sentences one after another, as the language joins them.
import { phrase } from '@language/phrase'
import { betweenSentences } from './sentences'

/** `a, b, c`. */
export const withCommas = (words: readonly string[]): string => words.join(phrase(', '))

/** `a, b, c` where they are names of one kind. */
export const enumeration = (names: readonly string[]): string => names.join(phrase(',  § between the words of an enumeration'))

/** `a`, `a and b`, `a, b and c`; empty for none. */
export function listedWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : phrase('{words} and {last}', { words: enumeration(words.slice(0, -1)), last: words.at(-1) ?? '' })
}

/** `a`, `a or b`, `a or b or c`. */
export const alternatives = (words: readonly string[]): string => words.join(phrase(' or '))

/** `a: b`. */
export const titled = (title: string, content: string): string => phrase('{title}: {content}', { title, content })

/** `a (b)`. */
export const withRemark = (words: string, remark: string): string => phrase('{words} ({remark})', { words, remark })

/** Sentences one after another. */
export const sentences = (said: readonly string[]): string => said.join(betweenSentences)

/** `a; b; c`. */
export const clauses = (said: readonly string[]): string => said.join(phrase('; '))
