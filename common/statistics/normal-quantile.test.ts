// The normal quantile function against values of forty digits, and against its own symmetry and order.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { normalQuantile } from './normal-quantile'

/** sqrt(2) erfinv(2p - 1), computed with 40 digits. */
const reference = [
  [2.9802322387695312e-8, -5.419983174916868],
  [1e-6, -4.753424308822899],
  [0.001, -3.0902323061678136],
  [0.05, -1.6448536269514726],
  [0.0749, -1.4402382675279637],
  [0.0751, -1.43882539275254],
  [0.25, -0.6744897501960817],
  [0.4, -0.2533471031357997],
  [0.75, 0.6744897501960817],
  [0.95, 1.6448536269514722],
  [0.999, 3.090232306167813],
  [0.9999999701976776, 5.419983174916868],
] as const

const smallest = 2 ** -25

it.each(reference)('at %d is %d', (p, z) => {
  expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-15)
})

it('is zero at one half, odd around it, and rises', () => {
  expect(normalQuantile(0.5)).toBe(0)
  fc.assert(
    fc.property(fc.double({ min: smallest, max: 0.5, noNaN: true }), fc.double({ min: smallest, max: 1 - smallest, noNaN: true }), (p, other) => {
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 8)
      if (p < other) expect(normalQuantile(p)).toBeLessThanOrEqual(normalQuantile(other))
    }),
  )
})
