// Zooming and moving never leave the axis, keep the place under the pointer, and come back to where they began.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { shareOf } from './curve-plot'
import { moved, zoomed } from './plot-view'

const whole = { from: 1, to: 1000 }
const scales = ['linear', 'log'] as const
const share = fc.double({ min: 0, max: 1, noNaN: true })

it('keeps the place under the pointer, and the part within the axis', () => {
  fc.assert(
    fc.property(fc.constantFrom(...scales), share, fc.double({ min: 0.05, max: 1, noNaN: true }), (scale, at, factor) => {
      const part = zoomed(whole, whole, factor, at, scale)
      expect(shareOf(part.to, whole, scale) - shareOf(part.from, whole, scale)).toBeCloseTo(factor, 6)
      expect(shareOf(part.from, whole, scale) + at * factor).toBeCloseTo(at, 6)
      const right = moved(part, whole, 50, scale)
      expect(right.to).toBeCloseTo(whole.to, 6)
      expect(moved(right, whole, -500, scale).from).toBeCloseTo(whole.from, 6)
      expect(zoomed(part, whole, 1000, at, scale).to).toBeCloseTo(whole.to, 6)
    }),
  )
})
