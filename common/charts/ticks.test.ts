// Ticks are round numbers that cover what is drawn.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ticks } from './ticks'

describe('ticks', () => {
  it('are the round numbers that one would choose by hand', () => {
    expect(ticks(0, 10, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(ticks(0, 2.3, 5)).toEqual([0, 0.5, 1, 1.5, 2, 2.5])
    expect(ticks(0.31, 0.87, 5)).toEqual([0.2, 0.4, 0.6, 0.8, 1])
    expect(ticks(0, 312e6, 5)).toEqual([0, 1e8, 2e8, 3e8, 4e8])
  })

  it('cover any range with a few even steps', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 12 }), (a, b, most) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const list = ticks(low, high, most)
        const slack = 1e-6 * (high - low) + 1e-8 * Math.max(1, Math.abs(low), Math.abs(high))
        expect(list.length).toBeGreaterThanOrEqual(2)
        expect(list.length).toBeLessThanOrEqual(most + 3)
        expect(list[0]).toBeLessThanOrEqual(low + slack)
        expect(list.at(-1)).toBeGreaterThanOrEqual(high - slack)
      }),
    )
  })
})
