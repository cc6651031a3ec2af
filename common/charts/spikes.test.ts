// Spikes: each has one mark; where there is room for one mark only, the largest spike has it.
import { describe, expect, it } from 'vitest'
import { drawnBelow, spacedApart, spikesAbove } from './spikes'

const points = [1, 9, 20, 8, 1, 1, 7, 1].map((y, x) => ({ x, y }))

describe('spikesAbove', () => {
  it('finds the top of each stretch above the limit', () => {
    expect(spikesAbove(points, 5)).toEqual([{ x: 2, y: 20 }, { x: 6, y: 7 }])
    expect(spikesAbove(points, 100)).toEqual([])
    expect(spikesAbove([{ x: 0, y: 1e17 }], 5)).toEqual([{ x: 0, y: 1e17 }])
  })
})

describe('spacedApart', () => {
  it('keeps the largest of those that lie close together', () => {
    expect(spacedApart([{ x: 0, y: 1 }, { x: 10, y: 5 }, { x: 15, y: 3 }, { x: 40, y: 2 }], 20)).toEqual([{ x: 10, y: 5 }, { x: 40, y: 2 }])
  })
})

describe('drawnBelow', () => {
  it('lets a curve leave the chart at its spikes, and is the very array elsewhere', () => {
    expect(drawnBelow(points, 10).map(({ y }) => y)).toEqual([1, 9, 20, 8, 1, 1, 7, 1])
    expect(drawnBelow([{ x: 0, y: 1e17 }, { x: 1, y: 2 }], 10)).toEqual([{ x: 0, y: 20 }, { x: 1, y: 2 }])
    expect(drawnBelow(points, 30)).toBe(points)
  })
})
