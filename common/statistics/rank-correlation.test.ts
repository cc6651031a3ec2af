// Spearman's rank correlation against SciPy's figures, and what follows from its definition.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rankCorrelation } from './rank-correlation'

it('is that of scipy.stats.spearmanr, with ties', () => {
  expect(rankCorrelation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7])).toBeCloseTo(0.820_782_681_668_123_3, 12)
  expect(rankCorrelation([0, 0, 0, 1], [0, 0, 0, 1])).toBeCloseTo(1, 12)
})

it('takes no notice of what keeps the order, and turns with it', () => {
  const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), { minLength: 2, maxLength: 60 })
  fc.assert(
    fc.property(pairs, (list) => {
      const [x, y] = [list.map(([a]) => a), list.map(([, b]) => b)]
      const alike = rankCorrelation(x, y)
      if (alike === null) {
        expect(new Set(x).size === 1 || new Set(y).size === 1).toBe(true)
        return
      }
      expect(Math.abs(alike)).toBeLessThanOrEqual(1 + 1e-12)
      expect(rankCorrelation(x.map((value) => value ** 3), y)).toBeCloseTo(alike, 9)
      expect(rankCorrelation(x.map((value) => -value), y)).toBeCloseTo(-alike, 9)
      expect(rankCorrelation(y, x)).toBeCloseTo(alike, 12)
    }),
  )
})

it('has no answer for equal numbers', () => {
  expect(rankCorrelation([3, 3, 3], [1, 2, 3])).toBeNull()
  expect(rankCorrelation([], [])).toBeNull()
})
