// Points and axes of the roofline chart: every layer under the roof at its intensity, and powers of ten that cover them.
import { describe, expect, it } from 'vitest'
import { attainable, type Roof } from './roof'
import { powersOfTen, powerText, rangesOf } from './roofline-axes'
import { rooflineSeries } from './roofline-points'
import { smallNetwork } from './testing/small-network'

const roof: Roof = { flopsPerSecond: 1e12, convolutionShare: 1, bytesPerSecond: 1e11, onChipBytes: null, operatorSeconds: 0 }
const conv = { multiplyAdds: 5e11, flops: 1e12, bytesRead: 1e9, bytesWritten: 1e9 }
const relu = { multiplyAdds: 0, flops: 1e9, bytesRead: 4e9, bytesWritten: 4e9 }
const network = smallNetwork(conv, relu)

describe('points', () => {
  const series = rooflineSeries([network, network], roof)

  it('are those of every layer with arithmetic, forward and backward, of each network', () => {
    expect(series.map(({ network: index, direction }) => `${index} ${direction}`)).toEqual(['0 forward', '0 backward', '1 forward', '1 backward'])
    expect(series[0]?.points).toEqual([
      { layer: 'conv1', x: 500, y: 1e12, seconds: 1, share: expect.closeTo(1 / 2.16) as number },
      { layer: 'relu1', x: 0.125, y: 1.25e10, seconds: 0.08, share: expect.closeTo(0.08 / 2.16) as number },
    ])
  })

  it('lie on the roof, or under it where operators take time to start', () => {
    for (const { x, y } of series.flatMap(({ points }) => points)) expect(y).toBeCloseTo(attainable(roof, x))
    const slow = { ...roof, operatorSeconds: 0.1 }
    for (const { x, y } of rooflineSeries([network], slow).flatMap(({ points }) => points)) expect(y).toBeLessThan(0.95 * attainable(slow, x))
  })
})

describe('axes', () => {
  it('show all points and both sides of the corner', () => {
    const { x, y } = rangesOf(rooflineSeries([network], roof), roof)
    expect(x.min).toBeLessThan(0.125)
    expect(x.max).toBeGreaterThan(500)
    expect(y.min).toBeLessThan(1.25e10)
    expect(y.max).toBeGreaterThan(1e12)
    const empty = rangesOf([], roof)
    expect(empty.x.min).toBeLessThan(10)
    expect(empty.x.max).toBeGreaterThan(10)
  })

  it.each([
    [{ min: 0.08, max: 800 }, 9, [0.1, 1, 10, 100]],
    [{ min: 0.1, max: 1000 }, 9, [0.1, 1, 10, 100, 1000]],
    [{ min: 1e6, max: 1e15 }, 5, [1e6, 1e8, 1e10, 1e12, 1e14]],
    [{ min: 2, max: 8 }, 5, []],
  ])('of %o have at most %d powers of ten', (range, most, ticks) => {
    expect(powersOfTen(range, most)).toEqual(ticks.map((tick) => expect.closeTo(tick) as number))
  })

  it.each([[0.01, '0.01'], [0.1, '0.1'], [100, '100'], [1000, '1\u00a0k'], [1e10, '10\u00a0G'], [1e14, '100\u00a0T']])('%d is %s', (value, text) => {
    expect(powerText(value)).toBe(text)
  })
})
