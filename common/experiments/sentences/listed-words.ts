// Lists in sentences.

/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`
}

/** With the first letter as a capital, where a sentence begins; the rest as it is. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
