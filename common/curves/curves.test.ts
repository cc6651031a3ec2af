// Thinned curves keep every extreme; smoothing and bands stay between the lowest and the highest value.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { firstAtLeast } from '../binary-search'
import { fillPixelColumns, pixelColumns, rangeWithin } from './pixel-columns'
import { bandOf, smoothed, valueAt } from './smoothing'

const curve = (values: readonly number[]) => ({ x: Float64Array.from(values, (_, index) => index), y: Float64Array.from(values) })
const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 })

it('keeps the lowest and the highest value of what is shown, whatever the width', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 60 }), (list, width) => {
      const whole = curve(list)
      const { count, low, high, pixel, first, last } = fillPixelColumns(whole, { from: 0, to: Math.max(list.length - 1, 1), isLog: false, left: 0, width: width - 1 }, pixelColumns(width + 2))
      expect(count).toBeLessThanOrEqual(Math.min(width, list.length))
      expect(Math.min(...low.subarray(0, count))).toBe(Math.min(...list))
      expect(Math.max(...high.subarray(0, count))).toBe(Math.max(...list))
      expect([first[0], last[count - 1]]).toEqual([list[0], list.at(-1)])
      expect([...pixel.subarray(0, count)]).toEqual([...pixel.subarray(0, count)].sort((a, b) => a - b))
    }),
  )
})

it('finds the part of a curve that is shown, with a point beyond each end', () => {
  const { x } = curve([0, 0, 0, 0, 0, 0])
  expect(firstAtLeast(x, 2.5)).toBe(3)
  expect(rangeWithin(x, 1.5, 3.5)).toEqual({ start: 1, end: 5 })
  expect(rangeWithin(x, 2, 3)).toEqual({ start: 1, end: 5 })
  expect(rangeWithin(x, -5, 50)).toEqual({ start: 0, end: 6 })
  expect(rangeWithin(new Float64Array(), 0, 1)).toEqual({ start: 0, end: 0 })
})

it('leaves out what has no place on a logarithmic axis, and what is no number', () => {
  const { count, first } = fillPixelColumns({ x: Float64Array.of(0, 1, 10), y: Float64Array.of(5, NaN, 7) }, { from: 1, to: 10, isLog: true, left: 0, width: 50 }, pixelColumns(60))
  expect([count, first[0]]).toEqual([1, 7])
})

it('averages over the last part of x', () => {
  expect([...smoothed(curve([4, 2, 6, 0]), 2).y]).toEqual([4, 3, 4, 3])
  expect(smoothed(curve([4, 2]), 0).y).toEqual(Float64Array.of(4, 2))
  expect(smoothed(curve([1, Infinity, 3, 3]), 1).y[3]).toBe(3)
  fc.assert(
    fc.property(values, fc.double({ min: 0.1, max: 50, noNaN: true }), (list, span) => {
      for (const mean of smoothed(curve(list), span).y) {
        expect(mean).toBeGreaterThanOrEqual(Math.min(...list) - 1e-3)
        expect(mean).toBeLessThanOrEqual(Math.max(...list) + 1e-3)
      }
    }),
  )
})

it('has the mean of several curves where all have values, and the band around it', () => {
  const [short, long] = [{ x: Float64Array.of(1, 3), y: Float64Array.of(2, 6) }, curve([0, 1, 2, 3, 4])]
  const { x, y, low, high } = bandOf([short, long])
  expect([...x]).toEqual([1, 2, 3])
  expect([...y]).toEqual([1.5, 3, 4.5])
  expect([...low]).toEqual([1, 2, 3])
  expect([...high]).toEqual([2, 4, 6])
  expect(bandOf([]).x).toHaveLength(0)
  expect(bandOf([curve([1]), { x: Float64Array.of(5), y: Float64Array.of(1) }]).x).toHaveLength(0)
  expect(valueAt(long, 99)).toBe(4)
})
