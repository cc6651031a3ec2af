// How much two images differ pixel by pixel, measured by their own contrast.

/**
 * Root mean square of the difference of two images of the same form, divided by the geometric mean of their standard deviations over all pixels and channels: 0 for equal images,
 * about 1.4 for images that have nothing to do with one another. Infinite where one of two different images has a single colour.
 */
export function pixelDifference(a: Uint8Array, b: Uint8Array): number {
  let [sumA, sumB, squaresA, squaresB, squaresOfDifference] = [0, 0, 0, 0, 0]
  for (let place = 0; place < a.length; place++) {
    const [x, y] = [a[place] ?? 0, b[place] ?? 0]
    sumA += x
    sumB += y
    squaresA += x * x
    squaresB += y * y
    squaresOfDifference += (x - y) * (x - y)
  }
  if (squaresOfDifference === 0) return 0
  const variance = (sum: number, squares: number): number => squares / a.length - (sum / a.length) ** 2
  const contrast = Math.sqrt(Math.max(0, variance(sumA, squaresA)) * Math.max(0, variance(sumB, squaresB)))
  return contrast === 0 ? Infinity : Math.sqrt(squaresOfDifference / a.length / contrast)
}
