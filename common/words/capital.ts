// The first letter of a sentence.

/** With the first letter as a capital, the rest as it is. */
export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)
