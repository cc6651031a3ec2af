// Several words as a sentence lists them.
import { phrase } from '@language/phrase'

/** `a`, `a and b`, `a, b and c`; empty for none. */
export function listedWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : phrase('{words} and {words2}', { words: words.slice(0, -1).join(', '), words2: words.at(-1) ?? '' })
}
