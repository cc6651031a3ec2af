// Search in sorted numbers.

/** Index of the first value that is not below x, and the number of values where there is none; values rise. */
export function firstAtLeast(values: ArrayLike<number>, x: number): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((values[middle] ?? 0) < x) low = middle + 1
    else high = middle
  }
  return low
}
