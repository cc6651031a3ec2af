// The quantile function of the beta distribution, which turns uniform numbers into shares of mixed images.
import { incompleteBeta } from './incomplete-beta'

/** Halvings of 0..1 after which the quantile is exact to float64. */
const halvings = 60

/**
 * The number below which a variable of the distribution Beta(a, b) falls with probability p, by bisection of its distribution function; to within 1e-18.
 * @param p in 0..1
 * @param a > 0
 * @param b > 0
 */
export function betaQuantile(p: number, a: number, b: number): number {
  let [low, high] = [0, 1]
  for (let halving = 0; halving < halvings; halving++) {
    const middle = (low + high) / 2
    if (incompleteBeta(middle, a, b) < p) low = middle
    else high = middle
  }
  return (low + high) / 2
}
