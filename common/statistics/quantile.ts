// Quantiles of a few or many numbers, and their median.

/** Linear between neighbours: definition 7 of R. J. Hyndman, Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996, NumPy's default. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const [low = NaN, high = low] = [sorted[below], sorted[below + 1]]
  return low + (place - below) * (high - low)
}

/** The value in the middle, of an even number the mean of the two; null where there are none. */
export function median(numbers: readonly number[]): number | null {
  return numbers.length === 0 ? null : quantile(Float64Array.from(numbers).sort(), 0.5)
}
