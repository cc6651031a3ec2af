// Numbers that programs are timed with: a processor cannot guess which of two neighbours is larger.
import { expect, it } from 'vitest'
import { numbers } from './timed-program'

it('follow no pattern', () => {
  const values = numbers(10_000)
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(0.5)
  const rises = [...values].map((value, index) => (value > (values[index - 1] ?? 0) ? '1' : '0')).join('')
  const patterns = new Set(Array.from({ length: rises.length - 8 }, (_, start) => rises.slice(start, start + 8)))
  expect(patterns.size).toBeGreaterThan(200) // multiples of the golden ratio, as they once were, have 9
})
