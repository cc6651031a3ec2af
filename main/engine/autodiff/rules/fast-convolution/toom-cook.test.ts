// Toom-Cook's matrices against the correlation that they stand for.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { elementOf } from './matrix'
import { maxProducts, toomCook } from './toom-cook'

it('computes F(m, k) for every size that there are points for', () => {
  const sizes = fc.record({ outputs: fc.integer({ min: 1, max: 8 }), taps: fc.integer({ min: 1, max: 8 }) })
  const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(sizes, numbers, numbers, ({ outputs, taps }, x, w) => {
      fc.pre(outputs + taps - 1 <= maxProducts)
      const { input, kernel, output } = toomCook(outputs, taps)
      const products = input.map((row, product) => {
        const ofKernel = (kernel[product] ?? []).reduce((sum, factor, tap) => sum + factor * (w[tap] ?? 0), 0)
        return ofKernel * row.reduce((sum, factor, place) => sum + factor * (x[place] ?? 0), 0)
      })
      for (let place = 0; place < outputs; place++) {
        const expected = Array.from({ length: taps }, (_, tap) => (w[tap] ?? 0) * (x[place + tap] ?? 0)).reduce((a, b) => a + b, 0)
        const actual = products.reduce((sum, product, index) => sum + product * elementOf(output, place, index), 0)
        expect(actual).toBeCloseTo(expected, 8)
      }
    }),
  )
})

it('refuses what it has no points for', () => {
  expect(() => toomCook(7, 3)).toThrow('F(7, 3) wants 9 products')
})
