import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Planes } from './planes'
import { resized } from './resized'

const grey = (rows: readonly (readonly number[])[]): Planes => ({ channels: 1, height: rows.length, width: rows[0]?.length ?? 0, values: Float32Array.from(rows.flat()) })
const rowsOf = ({ height, width, values }: Planes): readonly (readonly number[])[] => Array.from({ length: height }, (_, row) => [...values.slice(row * width, (row + 1) * width)])

describe('an image in another size', () => {
  it('is averaged over whole and partial pixels where it becomes smaller', () => {
    expect(rowsOf(resized(grey([[10, 20, 30, 40]]), 1, 2))).toEqual([[15, 35]])
    expect(rowsOf(resized(grey([[0, 100, 200]]), 1, 2)).flat()).toEqual([expect.closeTo(100 / 3, 4), expect.closeTo(500 / 3, 4)])
    expect(rowsOf(resized(grey([[0, 40], [80, 120]]), 1, 1))).toEqual([[60]])
  })

  it('is interpolated between the centres of pixels where it becomes larger', () => {
    expect(rowsOf(resized(grey([[0, 100]]), 1, 4))).toEqual([[0, 25, 75, 100]])
    expect(rowsOf(resized(grey([[70]]), 2, 3))).toEqual([[70, 70, 70], [70, 70, 70]])
  })

  it('keeps the channels apart', () => {
    const colours: Planes = { channels: 3, height: 1, width: 2, values: Float32Array.from([0, 10, 100, 110, 200, 210]) }
    expect([...resized(colours, 1, 1).values]).toEqual([5, 105, 205])
  })

  const side = fc.integer({ min: 1, max: 40 })
  const image = fc.tuple(side, side).chain(([height, width]) =>
    fc.uint8Array({ minLength: height * width, maxLength: height * width }).map((bytes): Planes => ({ channels: 1, height, width, values: Float32Array.from(bytes) })),
  )

  it('has the size asked for, and no value beyond those of the image', () => {
    fc.assert(fc.property(image, side, side, (from, height, width) => {
      const to = resized(from, height, width)
      expect([to.height, to.width, to.values.length]).toEqual([height, width, height * width])
      expect(Math.min(...to.values)).toBeGreaterThanOrEqual(Math.min(...from.values) - 1e-3)
      expect(Math.max(...to.values)).toBeLessThanOrEqual(Math.max(...from.values) + 1e-3)
    }))
  })

  it('keeps its mean where it becomes smaller', () => {
    const mean = ({ values }: Planes): number => values.reduce((sum, value) => sum + value, 0) / values.length
    fc.assert(fc.property(image, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (from, tall, wide) => {
      const to = resized(from, Math.max(1, Math.floor(from.height * tall)), Math.max(1, Math.floor(from.width * wide)))
      expect(mean(to)).toBeCloseTo(mean(from), 2)
    }))
  })

  it('stays as it is in its own size', () => {
    fc.assert(fc.property(image, (from) => {
      expect(resized(from, from.height, from.width)).toEqual(from)
    }))
  })
})
