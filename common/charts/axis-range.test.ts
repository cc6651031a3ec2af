// The range of the y axis: spikes do not flatten the curves, and only spikes are left out.
import { describe, expect, it } from 'vitest'
import { linearRange, logRange } from './axis-range'

const curve = (...values: readonly number[]) => values.map((y, index) => ({ x: index, y }))
/** A loss that falls from 2.3 to 0.3. */
const falling = Array.from({ length: 100 }, (_, index) => 0.3 + 2 * Math.exp(-index / 20))
const loss = { yMax: null, yExpected: Math.log(10), cutsSpikes: true }

describe('a linear axis', () => {
  it('shows a usual curve whole', () => {
    expect(linearRange([curve(...falling)], loss)).toEqual({ min: 0, max: 2.5, ticks: [0, 0.5, 1, 1.5, 2, 2.5], isCut: false })
  })

  it('is cut below one spike of 1e17', () => {
    const spiked = falling.with(40, 1e17)
    expect(linearRange([curve(...spiked)], loss)).toMatchObject({ max: 2.5, isCut: true })
    expect(linearRange([curve(...falling), curve(0.5, 1e17, 0.4)], loss)).toMatchObject({ max: 2.5, isCut: true })
    expect(linearRange([curve(...spiked)], { ...loss, yExpected: null })).toMatchObject({ isCut: true })
  })

  it('is cut where a spike stays in a mean over a sixth of the curve', () => {
    expect(linearRange([curve(...falling.map((y, index) => (index >= 10 && index < 27 ? 1e12 : y)))], loss)).toMatchObject({ max: 2.5, isCut: true })
  })

  it('shows a spike that there is room for', () => {
    expect(linearRange([curve(...falling.with(40, 8))], loss)).toMatchObject({ max: 8, isCut: false })
  })

  it('shows a curve that lies above the others: overfitting is no spike', () => {
    const flat = curve(...Array.from({ length: 600 }, () => 0.001))
    const rising = curve(...Array.from({ length: 100 }, (_, index) => 2 + index / 5))
    expect(linearRange([flat, rising], loss)).toMatchObject({ max: 25, isCut: false })
  })

  it('shows a loss that has grown for good', () => {
    const growing = curve(...Array.from({ length: 60 }, (_, index) => 10 ** (index / 6)))
    expect(linearRange([growing], loss).max).toBeGreaterThan(1e6)
  })

  it('is not cut where all of it is large, nor where a chart does not want it', () => {
    expect(linearRange([curve(1e17)], { ...loss, yExpected: null })).toMatchObject({ max: 1e17, isCut: false })
    expect(linearRange([curve(...falling.with(40, 1e17))], { ...loss, cutsSpikes: false }).isCut).toBe(false)
  })

  it('has no lines before there is anything to read off', () => {
    expect(linearRange([[], []], { ...loss, yExpected: null }).ticks).toEqual([])
    expect(linearRange([[]], loss).max).toBe(2.5)
  })

  it('ends where the chart says', () => {
    expect(linearRange([curve(0.5)], { ...loss, yMax: 1 })).toMatchObject({ max: 1, ticks: [0, 0.2, 0.4, 0.6, 0.8, 1] })
  })
})

describe('a logarithmic axis', () => {
  it('has fine lines over few decades and powers of ten over many', () => {
    expect(logRange([curve(0.3, 2.3)], null).ticks).toEqual([0.2, 0.5, 1, 2, 5])
    expect(logRange([curve(0.001, 2.3)], null)).toMatchObject({ min: 0.001, max: 10, ticks: [0.001, 0.01, 0.1, 1, 10] })
    const wide = logRange([curve(0.3, 1e17)], null)
    expect(wide.ticks.length).toBeLessThanOrEqual(10)
    expect(wide.min).toBeLessThanOrEqual(0.3)
    expect(wide.max).toBeGreaterThanOrEqual(1e17)
    expect(wide.isCut).toBe(false)
  })

  it('is not upset by zeros, by one value, or by none', () => {
    expect(logRange([curve(0, 0.5, 2)], null).min).toBe(0.5)
    const one = logRange([curve(2)], null)
    expect(one.max).toBeGreaterThan(one.min)
    expect(logRange([[]], null).ticks).toEqual([])
  })
})
