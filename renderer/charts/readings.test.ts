// The tooltip reads every curve at one epoch.
import { describe, expect, it } from 'vitest'
import { readingsAt } from './readings'

const train = { points: Array.from({ length: 40 }, (_, index) => ({ x: (index + 1) / 10, y: index })), isLevel: false } // epochs 0.1 to 4
const test = { points: [1, 2, 3, 4].map((x) => ({ x, y: 10 * x })), isLevel: false }
const published = { points: [{ x: 0, y: 7 }, { x: 10, y: 7 }], isLevel: true }

const read = (curves: readonly (typeof train)[], x: number) => readingsAt(curves, x).map(({ curve, point }) => [curve, curves[curve]?.points[point]?.x])

describe('readingsAt', () => {
  it('finds the nearest point of every curve, and the level', () => {
    expect(read([train, test, published], 2.32)).toEqual([[0, 2.3], [1, 2], [2, 0]])
    expect(read([train, test, published], 2.04)).toEqual([[0, 2], [1, 2], [2, 0]])
  })

  it('takes the end of the curves where the pointer is beyond it', () => {
    expect(read([train, test, published], 9)).toEqual([[0, 4], [1, 4], [2, 0]])
  })

  it('leaves out a curve that has no point within half an epoch', () => {
    expect(read([train, test], 0.3)).toEqual([[0, 0.3]])
    const byEpoch = { points: Array.from({ length: 10 }, (_, index) => ({ x: index + 1, y: 0 })), isLevel: false }
    expect(read([train, byEpoch], 8)).toEqual([[1, 8]])
  })

  it('reads nothing where there are only levels or nothing', () => {
    expect(readingsAt([published, { points: [], isLevel: false }], 1)).toEqual([])
  })
})
