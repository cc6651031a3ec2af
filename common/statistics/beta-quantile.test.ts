// Quantiles of the beta distribution, against the cases that have a formula, and as the inverse of the distribution function.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { betaQuantile } from './beta-quantile'
import { incompleteBeta } from './incomplete-beta'

const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true })

describe('betaQuantile', () => {
  it('is p itself for a = b = 1, and the arcsine law for 1/2', () => {
    fc.assert(
      fc.property(probability, (p) => {
        expect(betaQuantile(p, 1, 1)).toBeCloseTo(p, 12)
        expect(betaQuantile(p, 0.5, 0.5)).toBeCloseTo(Math.sin((Math.PI * p) / 2) ** 2, 9)
        expect(betaQuantile(p, 3, 1)).toBeCloseTo(Math.cbrt(p), 12)
      }),
      { numRuns: 30 },
    )
  })

  it('inverts the distribution function', () => {
    fc.assert(
      fc.property(probability, fc.double({ min: 0.3, max: 10, noNaN: true }), (p, a) => {
        expect(incompleteBeta(betaQuantile(p, a, a), a, a)).toBeCloseTo(p, 8)
      }),
      { numRuns: 30 },
    )
  })

  it('goes to the ends where nearly all lies there', () => {
    expect(betaQuantile(0.3, 1e-5, 1e-5)).toBeLessThan(1e-9)
    expect(betaQuantile(0.7, 1e-5, 1e-5)).toBeGreaterThan(1 - 1e-9)
  })
})
