// Keeps numbers and their units on one line where sentences are wrapped.

/** Units that stand behind numbers within phrases, where formats do not put the space. */
const unit = /(?<=\d) (?=(?:%|mm²|px|W)(?![\p{L}\d]))/gu

/** A sentence whose numbers have a space before their unit that does not break. */
export const withBoundUnits = (sentence: string): string => sentence.replaceAll(unit, '\u00a0')
