// The gradient of the total variation is that of finite differences.
import { expect, it } from 'vitest'
import { uniform } from '../autodiff/testing/gradient-check'
import { totalVariationGradient } from './total-variation'

const [height, width] = [4, 3]

/** Written out by rows and columns. */
function totalVariation(pixels: Float64Array): number {
  let sum = 0
  for (let channel = 0; channel < 2; channel++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const at = (y: number, x: number): number => pixels[(channel * height + Math.min(y, height - 1)) * width + Math.min(x, width - 1)] ?? NaN
        sum += Math.hypot(at(row + 1, column) - at(row, column), at(row, column + 1) - at(row, column), 1e-2)
      }
    }
  }
  return sum
}

it('is that of finite differences, channel by channel', () => {
  const pixels = uniform(2 * height * width, 1)
  const exact = Float64Array.from(pixels)
  const gradient = totalVariationGradient(pixels, { height, width })
  pixels.forEach((value, at) => {
    const difference = (totalVariation(exact.with(at, value + 1e-5)) - totalVariation(exact.with(at, value - 1e-5))) / 2e-5
    expect(gradient[at], `pixel ${at}`).toBeCloseTo(difference, 4)
  })
})

it('is 0 for an even image', () => {
  expect(totalVariationGradient(new Float32Array(24).fill(0.3), { height, width })).toEqual(new Float32Array(24))
})
