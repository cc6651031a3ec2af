// How alike the order of two lists of numbers is.
import { ranksOf } from './ranks'

/**
 * Spearman's rank correlation: Pearson's of the ranks, where equal numbers share their mean rank (C. Spearman, "The Proof and Measurement of Association
 * between Two Things", 1904). 1: the same order, -1: the reverse, 0: none in common.
 * @param first finite numbers, as many as in `second`
 * @returns null where one list has the same number everywhere, or none
 */
export function rankCorrelation(first: ArrayLike<number>, second: ArrayLike<number>): number | null {
  const [x, y] = [centredRanks(first), centredRanks(second)]
  const products = (a: Float64Array, b: Float64Array): number => a.reduce((total, value, place) => total + value * (b[place] ?? NaN), 0)
  const [spreadX, spreadY] = [products(x, x), products(y, y)]
  return spreadX === 0 || spreadY === 0 ? null : products(x, y) / Math.sqrt(spreadX * spreadY)
}

/** The ranks, from which their mean is subtracted. */
function centredRanks(values: ArrayLike<number>): Float64Array {
  const numbers = Float64Array.from(values)
  const ranks = ranksOf(numbers)
  const mean = (numbers.length - 1) / 2
  return numbers.map((value) => (ranks.get(value) ?? NaN) - mean)
}
