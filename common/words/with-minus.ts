// The minus sign of numbers.

/** A number with the sign that is as wide as a plus. */
export const withMinus = (text: string): string => text.replace(/^-/, '−')
