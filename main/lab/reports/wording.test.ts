// Numbers in words: the borders between units, and nothing without a unit.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bytes, count, counted, duration, loss, moment, percent, rate, shape } from './wording'

it('says durations in at most two units', () => {
  const cases = { 0.04: '0.0 s', 0.84: '0.8 s', 9.94: '9.9 s', 9.96: '10 s', 59.4: '59 s', 59.6: '1 min 0 s', 200: '3 min 20 s' }
  for (const [seconds, words] of Object.entries(cases)) expect(duration(Number(seconds))).toBe(words)
  expect(duration(3599.6)).toBe('1 h 0 min')
  expect(duration(13_800)).toBe('3 h 50 min')
})

it('never says 60 of a unit', () => {
  fc.assert(fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), (seconds) => {
    expect(duration(seconds)).not.toMatch(/\b60 (s|min)\b/)
  }))
})

it('says sizes, rates, losses and shares with as many digits as matter', () => {
  expect([0, 999, 1000, 212e6, 1.38e9, 5e15].map(bytes)).toEqual(['0 B', '999 B', '1.00 kB', '212 MB', '1.38 GB', '5,000 TB'])
  expect([0.523, 9.876, 43.14, 4123.4].map(rate)).toEqual(['0.52', '9.88', '43.1', '4,123'])
  expect([2.302585, 0.4123, 0.04123, 0].map(loss)).toEqual(['2.303', '0.412', '0.0412', '0.000'])
  expect(percent(0.87149)).toBe('87.1 %')
  expect(count(46_764_746)).toBe('46,764,746')
  expect([counted(1, 'epoch'), counted(10_000, 'image')]).toEqual(['1 epoch', '10,000 images'])
  expect(shape([96, 54, 54])).toBe('96×54×54')
  expect(moment('2026-11-22T19:56:07.123Z')).toBe('22 Nov 2026, 19:56 UTC')
})
