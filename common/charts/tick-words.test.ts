// Numbers along an axis: round in their own unit, one unit and as many decimals for all of a linear axis.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tickWords, valueTicks } from './tick-words'

const along = (kind: Parameters<typeof valueTicks>[0], low: number, high: number, most = 5): readonly string[] => tickWords(kind, valueTicks(kind, low, high, most), 'linear', ' ')

describe('a linear axis', () => {
  it.each([
    ['share', 0.81, 0.93, ['80 %', '85 %', '90 %', '95 %']],
    ['share', 0.901, 0.908, ['90.0 %', '90.2 %', '90.4 %', '90.6 %', '90.8 %']],
    ['loss', 0, 2.3, ['0.0', '0.5', '1.0', '1.5', '2.0', '2.5']],
    ['number', -2e-5, 3e-5, ['−2e-5', '−1e-5', '0', '1e-5', '2e-5', '3e-5']],
    ['seconds', 0, 3000, ['0 min', '10 min', '20 min', '30 min', '40 min', '50 min']],
    ['seconds', 0, 0.008, ['0 ms', '2 ms', '4 ms', '6 ms', '8 ms']],
    ['bytes', 0, 2.1e9, ['0.0 GB', '0.5 GB', '1.0 GB', '1.5 GB', '2.0 GB', '2.5 GB']],
    ['count', 1, 3, ['1', '2', '3']],
    ['count', 0, 60_000, ['0', '20 k', '40 k', '60 k']],
    ['rate', 0, 8000, ['0', '2,000', '4,000', '6,000', '8,000']],
  ] as const)('of %s from %d to %d', (kind, low, high, words) => {
    expect(along(kind, low, high)).toEqual(words)
  })

  it('has words that differ, for any range that is not tiny beside its values', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom('number', 'share', 'loss', 'bytes', 'seconds', 'rate', 'flops', 'count'), value, value, (kind, a, b) => {
        fc.pre(Math.abs(a - b) > 1e-3 * Math.max(Math.abs(a), Math.abs(b), 1e-3))
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const lines = valueTicks(kind, low, high, 5)
        expect(new Set(tickWords(kind, lines, 'linear', ' ')).size).toBe(lines.length)
        expect(lines[0]).toBeLessThanOrEqual(low + 1e-6 * (high - low))
        expect(lines.at(-1)).toBeGreaterThanOrEqual(high - 1e-6 * (high - low))
      }),
    )
  })
})

it('a logarithmic axis has each number in its own unit', () => {
  expect(tickWords('rate', [10, 1000, 1e4, 1e6], 'log', ' ')).toEqual(['10', '1,000', '10 k', '1 M'])
  expect(tickWords('number', [1e-5, 0.001, 0.5, 1, 1e7], 'log', ' ')).toEqual(['1e-5', '0.001', '0.5', '1', '1e7'])
  expect(tickWords('seconds', [1e-6, 1e-3, 1, 1000], 'log', ' ')).toEqual(['1 µs', '1 ms', '1 s', '16.666667 min'])
})
