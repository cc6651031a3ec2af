// Toom-Cook's matrices against the correlation that they stand for.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { elementOf, type Matrix } from './matrix'
import { maxProducts, toomCook } from './toom-cook'

it('computes F(m, k) for every size that there are points for', () => {
  const sizes = fc.record({ outputs: fc.integer({ min: 1, max: 8 }), taps: fc.integer({ min: 1, max: 8 }) })
  const numbers = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 16, maxLength: 16 })
  fc.assert(
    fc.property(sizes, numbers, numbers, ({ outputs, taps }, x, w) => {
      fc.pre(outputs + taps - 1 <= maxProducts)
      const { input, kernel, output } = toomCook(outputs, taps)
      const dot = (matrix: Matrix, row: number, values: readonly number[]) => values.reduce((sum, value, place) => sum + elementOf(matrix, row, place) * value, 0)
      const products = Array.from({ length: input.rows }, (_, product) => dot(kernel, product, w) * dot(input, product, x))
      for (let place = 0; place < outputs; place++) {
        const expected = Array.from({ length: taps }, (_, tap) => (w[tap] ?? 0) * (x[place + tap] ?? 0)).reduce((a, b) => a + b, 0)
        expect(dot(output, place, products)).toBeCloseTo(expected, 8)
      }
    }),
  )
})

it('refuses what it has no points for', () => {
  expect(() => toomCook(7, 3)).toThrow('F(7, 3) wants 9 products')
})
