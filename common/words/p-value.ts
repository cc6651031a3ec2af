// Probabilities of statistical tests in words and figures.

/** `p = 0.34`, `p = 0.003`, `p < 0.001`. */
export function pValue(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.0095 ? p.toPrecision(1) : p.toFixed(2)}`
}

/** A difference counts as more than chance below this probability, as is usual in the field. */
export const significance = 0.05
