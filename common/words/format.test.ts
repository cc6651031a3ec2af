// The formats at the places where they change unit or digits.
import { describe, expect, it } from 'vitest'
import {
  byteUnit,
  formatByteRate,
  formatBytes,
  formatCompactCount,
  formatCount,
  formatCounted,
  formatDuration,
  formatFlopRate,
  formatLoss,
  formatLossTick,
  formatMoment,
  formatPercent,
  formatRate,
  formatShape,
  formatShare,
  formatStepTime,
  formatZonedMoment,
} from './format'
import { formatDuration as formatPlainDuration, formatFullMoment } from './plain-format'

/** Non-breaking spaces as plain ones, so that the expectations can be read. */
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('speeds of devices', () => {
  it.each([
    [480e6, '480 MFLOP/s'],
    [999.4e9, '999 GFLOP/s'],
    [999.6e9, '1.00 TFLOP/s'],
    [19.5e12, '19.5 TFLOP/s'],
    [2e18, '2,000 PFLOP/s'],
  ])('%d is %s', (perSecond, text) => {
    expect(plain(formatFlopRate(perSecond))).toBe(text)
  })

  it.each([
    [4.8e9, '4.80 GB/s'],
    [1.555e12, '1.56 TB/s'],
  ])('%d is %s', (perSecond, text) => {
    expect(plain(formatByteRate(perSecond))).toBe(text)
  })
})

describe('durations', () => {
  it.each([
    [0, '0.0 s'],
    [0.0004, '1 ms'],
    [0.038, '38 ms'],
    [0.0994, '99 ms'],
    [0.0996, '0.1 s'],
    [9.94, '9.9 s'],
    [9.95, '10 s'],
    [52.4, '52 s'],
    [99.4, '99 s'],
    [99.5, '1.7 min'],
    [744, '12.4 min'],
    [3569, '59.5 min'],
    [3599, '1 h 0 min'],
    [13_800, '3 h 50 min'],
    [2 * 86_400, '2 d 0 h'],
    [2 * 86_400 + 4 * 3600, '2 d 4 h'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('%d s', (seconds, text) => {
    expect(plain(formatDuration(seconds))).toBe(text)
  })

  it('of a step', () => {
    expect(plain(formatStepTime(0))).toBe('0 s')
    expect(plain(formatStepTime(9.04e-8))).toBe('90.4 ns')
    expect(plain(formatStepTime(0.0004516))).toBe('452 µs')
    expect(plain(formatStepTime(0.00842))).toBe('8.42 ms')
    expect(plain(formatStepTime(0.9994))).toBe('999 ms')
    expect(plain(formatStepTime(0.9996))).toBe('1.00 s')
    expect(plain(formatStepTime(2.97))).toBe('2.97 s')
  })
})

describe('bytes', () => {
  it.each([
    [0, '0 B'],
    [812, '812 B'],
    [999_600, '1.00 MB'],
    [412_000_000, '412 MB'],
    [1_380_000_000, '1.38 GB'],
    [2.5e15, '2,500 TB'],
  ])('%d', (bytes, text) => {
    expect(plain(formatBytes(bytes))).toBe(text)
  })

  it('have one unit for an axis', () => {
    expect(byteUnit(3.2e9)).toEqual({ name: 'GB', size: 1e9 })
    expect(byteUnit(0)).toEqual({ name: 'B', size: 1 })
  })
})

describe('numbers', () => {
  it('counts', () => {
    expect(formatCount(46_764_746)).toBe('46,764,746')
    expect(plain(formatCompactCount(46_764_746))).toBe('46.8 M')
    expect(plain(formatCompactCount(61_706))).toBe('61.7 k')
    expect(plain(formatCompactCount(999_900))).toBe('1.00 M')
    expect(plain(formatCompactCount(15_470_264_320))).toBe('15.5 G')
    expect(plain(formatCompactCount(1.98e12))).toBe('1.98 T')
    expect(formatCompactCount(9_999)).toBe('9,999')
  })

  it('with their noun', () => {
    expect([formatCounted(1, 'epoch'), formatCounted(10_000, 'image')]).toEqual(['1 epoch', '10,000 images'])
  })

  it('rates', () => {
    expect(formatRate(0.523)).toBe('0.523')
    expect(formatRate(43.12)).toBe('43.1')
    expect(formatRate(999.4)).toBe('999')
    expect(formatRate(4136.2)).toBe('4,136')
  })

  it('fractions and losses', () => {
    expect(plain(formatPercent(0.8714))).toBe('87.1 %')
    expect(plain(formatPercent(1))).toBe('100.0 %')
    expect(formatLoss(0.4123)).toBe('0.412')
    expect([0.0412, 0, 1.5e-7].map(formatLoss)).toEqual(['0.0412', '0.000', '1.50e-7'])
    expect(formatLoss(99.96)).toBe('100')
    expect(formatLoss(Number.NaN)).toBe('–')
    expect(formatLoss(1_234_567_890)).toBe('1.23e9')
    expect(plain(formatShare(0.1))).toBe('10 %')
    expect(plain(formatShare(1 / 1000))).toBe('0.1 %')
  })

  it.each([
    [0.25, '0.25'],
    [4000, '4,000'],
    [20_000, '20 k'],
    [1_500_000, '1.5 M'],
    [2e9, '2e9'],
    [2.5e33, '2.5e33'],
  ])('loss %d at an axis', (loss, text) => {
    expect(plain(formatLossTick(loss))).toBe(text)
  })

  it('shapes', () => {
    expect(formatShape([96, 54, 54])).toBe('96×54×54')
  })
})

describe('moments', () => {
  const now = new Date(2025, 2, 3, 18, 0)
  it('of today, of this year, of an earlier year', () => {
    expect(formatMoment(new Date(2025, 2, 3, 14, 5).toISOString(), now)).toBe('14:05')
    expect(formatMoment(new Date(2025, 1, 3, 14, 5).toISOString(), now)).toBe('3 Feb, 14:05')
    expect(formatMoment(new Date(2024, 1, 3, 14, 5).toISOString(), now)).toBe('3 Feb 2024')
  })

  it('in full, and with the zone for other places', () => {
    const moment = new Date(2025, 2, 3, 14, 5).toISOString()
    expect(formatFullMoment(moment)).toBe('3 Mar 2025, 14:05')
    expect(formatZonedMoment(moment)).toMatch(/^3 Mar 2025, 14:05 [A-Z+0-9:]+$/)
    expect([formatFullMoment(null), formatZonedMoment(null)]).toEqual(['', ''])
  })
})

it('numbers and units hold together in the page, and have a plain space in a terminal', () => {
  expect(formatDuration(744)).toBe('12.4\u00a0min')
  expect(formatPlainDuration(744)).toBe('12.4 min')
})

it('durations never say 60 of a unit', () => {
  // Every half second of two and a half days: chance would seldom meet the last seconds before a full hour.
  const durations = Array.from({ length: 2 * 60 * 3600 }, (_, index) => formatPlainDuration(index / 2))
  expect(durations.filter((text) => /\b60(\.0)? min\b|d 24 h$/.test(text))).toEqual([])
})
