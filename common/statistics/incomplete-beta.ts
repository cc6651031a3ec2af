// The regularised incomplete beta function, of which the binomial's and Student's distributions are special cases.

/** Lanczos's coefficients for g = 7 and 9 terms, relative error below 1e-14 (P. Godfrey, "A note on the computation of the convergent Lanczos complex Gamma approximation", 2001). */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const

/** Natural logarithm of the gamma function, for x > 0. */
export function logGamma(x: number): number {
  const [first, ...others] = lanczos
  const series = others.reduce<number>((sum, coefficient, index) => sum + coefficient / (x + index), first)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series)
}

/** Terms after which the continued fraction counts as not converging; it takes about the square root of the larger parameter. */
const mostTerms = 100_000

/**
 * I_x(a, b), by the continued fraction 26.5.8 of M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions", 1964, evaluated by Lentz's method.
 * @param x in 0..1
 * @param a > 0
 * @param b > 0
 */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast below the mean; above it, the mirror image does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(logFront) * fraction(x, a, b)) / a
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300
  const nonZero = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m <= mostTerms; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    let change = 1
    for (const coefficient of [even, odd]) {
      d = 1 / nonZero(1 + coefficient * d)
      c = nonZero(1 + coefficient / c)
      change = c * d
      value *= change
    }
    if (Math.abs(change - 1) < 1e-15) return value
  }
  throw new RangeError(`the incomplete beta function of ${x}, ${a}, ${b} does not converge`)
}
