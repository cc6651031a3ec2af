// Curves of reports: thinned without losing their course, and averaged as the book averages.
import { describe, expect, it } from 'vitest'
import { halfEpochMeans, thinned } from './curves'
import { samplePoint } from '../testing/samples'

describe('curves', () => {
  const points = Array.from({ length: 1000 }, (_, index) => samplePoint(index + 1)) // 100 steps an epoch

  it('are thinned to means of neighbours', () => {
    const curve = thinned(points, ({ imagesPerSecond }) => imagesPerSecond, 100)
    expect(curve).toHaveLength(100)
    expect(curve[0]?.[1]).toBeCloseTo(1005.5, 9)
    expect(thinned(points.slice(0, 3), ({ loss }) => loss)).toEqual(points.slice(0, 3).map(({ epoch, loss }) => [epoch, loss]))
    const onGpu = points.map((point, index) => ({ ...point, deviceBytes: index < 10 ? null : 7 }))
    expect(thinned(onGpu, ({ deviceBytes }) => deviceBytes, 10)[0]).toEqual([(0.11 + 1.09) / 2, 7].map((value) => expect.closeTo(value, 9) as number))
    expect(thinned([], ({ loss }) => loss)).toEqual([])
  })

  it('of training are means over half epochs, weighted by steps', () => {
    const curve = halfEpochMeans(points, 'loss')
    expect(curve.map(([x]) => x)).toEqual(Array.from({ length: 20 }, (_, index) => (index + 1) / 2))
    const first = points.slice(0, 50).reduce((sum, { loss }) => sum + loss, 0) / 50
    expect(curve[0]?.[1]).toBeCloseTo(first, 12)
    const uneven = [{ ...samplePoint(10), loss: 1, epoch: 0.1 }, { ...samplePoint(50), loss: 2, epoch: 0.5 }]
    expect(halfEpochMeans(uneven, 'loss')).toEqual([[0.5, (10 * 1 + 40 * 2) / 50]])
  })
})
