// A bounded series never exceeds its limit, and keeps its order, its mean and its newest value.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoundedSeries } from './bounded-series'

describe('BoundedSeries', () => {
  it('holds every value while there is room', () => {
    const series = new BoundedSeries('mean', 1, 4)
    for (const x of [1, 2, 3, 4]) series.push(x, x * 10)
    expect(series.points).toEqual([1, 2, 3, 4].map((x) => ({ x, y: x * 10 })))
  })

  it('merges neighbours when full, and keeps the array', () => {
    const series = new BoundedSeries('mean', 1, 4)
    const { points } = series
    for (const x of [1, 2, 3, 4, 5, 6]) series.push(x, x)
    expect(points).toEqual([{ x: 2, y: 1.5 }, { x: 4, y: 3.5 }, { x: 6, y: 5.5 }])
    expect(series.points).toBe(points)
  })

  it('keeps peaks where asked for the largest', () => {
    const series = new BoundedSeries('max', 1, 2)
    for (const y of [1, 9, 2, 3]) series.push(y, y)
    expect(Math.max(...series.points.map((point) => point.y))).toBe(9)
  })

  it('never exceeds its limit, keeps the order, the newest x and the mean of whole points', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 200 }), (values) => {
        const series = new BoundedSeries('mean', 1, 8)
        values.forEach((y, x) => { series.push(x, y) })
        const { points } = series
        expect(points.length).toBeLessThanOrEqual(8)
        expect(points.at(-1)?.x).toBe(values.length - 1)
        let from = 0
        for (const point of points) {
          const merged = values.slice(from, point.x + 1)
          expect(point.y).toBeCloseTo(merged.reduce((sum, y) => sum + y, 0) / merged.length, 6)
          from = point.x + 1
        }
      }),
    )
  })

  it('weighs values that were merged before by how many they stand for', () => {
    const [merged, single] = [new BoundedSeries('mean', 4, 4), new BoundedSeries('mean', 1, 4)]
    for (const x of [4, 8, 12, 16, 20]) merged.push(x, x, 4)
    for (let x = 1; x <= 20; x++) single.push(x, 4 * Math.ceil(x / 4))
    for (const series of [merged, single]) for (const x of [21, 22, 23, 24, 25]) series.push(x, x)
    expect(merged.points).toEqual(single.points)
  })

  it('forgets what a resumed run does again', () => {
    const series = new BoundedSeries('mean', 1, 4)
    for (const x of [1, 2, 3, 4, 5]) series.push(x, x)
    series.truncate(4)
    expect(series.points).toEqual([{ x: 2, y: 1.5 }])
    series.push(3, 7)
    expect(series.points.at(-1)).toEqual({ x: 3, y: 7 })
  })
})
