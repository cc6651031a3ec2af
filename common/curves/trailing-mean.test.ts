// The trailing mean equals the mean over the chunks within its span.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrailingMean } from './trailing-mean'

describe('TrailingMean', () => {
  it('weights chunks by their steps', () => {
    const mean = new TrailingMean(0.5)
    expect(mean.add(0.1, 10, 2)).toBe(2)
    expect(mean.add(0.2, 30, 1)).toBeCloseTo(1.25)
  })

  it('leaves out what ended half an epoch ago', () => {
    const mean = new TrailingMean(0.5)
    mean.add(0.25, 1, 100)
    mean.add(0.5, 1, 4)
    expect(mean.add(0.75, 1, 2)).toBeCloseTo(3)
  })

  it('goes on from a checkpoint as if nothing had come after it', () => {
    const straight = new TrailingMean(0.5)
    const resumed = new TrailingMean(0.5)
    for (const mean of [straight, resumed]) mean.add(0.1, 1, 5)
    resumed.add(0.2, 1, 900)
    resumed.truncate(0.2)
    expect(resumed.add(0.2, 1, 7)).toBeCloseTo(straight.add(0.2, 1, 7))
  })

  it('agrees with the definition over thousands of chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ steps: fc.integer({ min: 1, max: 9 }), value: fc.double({ min: 0, max: 5, noNaN: true }) }), {
        minLength: 1500,
        maxLength: 1600,
      }), (chunks) => {
        const mean = new TrailingMean(0.5)
        const ends = chunks.map((_, index) => (index + 1) / 64)
        let last = 0
        chunks.forEach((chunk, index) => { last = mean.add(ends[index] ?? 0, chunk.steps, chunk.value) })
        const within = chunks.slice(-32)
        const expected = within.reduce((sum, c) => sum + c.steps * c.value, 0) / within.reduce((sum, c) => sum + c.steps, 0)
        expect(last).toBeCloseTo(expected, 9)
      }),
      { numRuns: 5 },
    )
  })

  it('is right again as soon as a spike of 1e20 has left its span', () => {
    const mean = new TrailingMean(0.5)
    for (const [epoch, value] of [[0.1, 2], [0.2, 7.61e20], [0.3, 2.5], [0.6, 2.4]] as const) mean.add(epoch, 3, value)
    expect(mean.add(0.8, 3, 2.2)).toBeCloseTo((2.4 + 2.2) / 2, 9)
  })
})
