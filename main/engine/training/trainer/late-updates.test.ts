// Slices of a parameter that is updated in parts.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { slicesOf } from './late-updates'

it('cuts rows into about equal parts of at most so many bytes, none left out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1200, max: 100_000 }), (rows, columns, most) => {
      const slices = slicesOf([rows, columns], most)
      expect(slices[0]?.[0]).toBe(0)
      expect(slices.at(-1)?.[1]).toBe(rows)
      slices.forEach(([first, end], place) => {
        expect(end).toBeGreaterThan(first)
        expect(first).toBe(slices[place - 1]?.[1] ?? 0)
      })
      const sizes = slices.map(([first, end]) => end - first)
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
      // Where rows do not divide into parts, the largest part has one row more.
      expect((Math.max(...sizes) - 1) * columns * 4).toBeLessThan(most)
    }),
  )
})

it('takes a row at a time where a single one is larger', () => {
  expect(slicesOf([3, 1000], 100)).toEqual([[0, 1], [1, 2], [2, 3]])
})
