// Charts: round ticks that cover the data, lines at their place, labels that do not cover each other.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineChart, type Chart } from './chart'

const chart: Chart = {
  title: 'Loss <1>',
  xLabel: 'epoch',
  yLabel: 'cross-entropy',
  yText: String,
  lines: [
    { label: 'train', look: 'train', points: [[0, 2], [1, 1], [2, 0.5]] },
    { label: 'test', look: 'test', points: [[1, 1.1], [2, 0.5]], marked: true },
  ],
}

/** Values of an attribute, in the order of the elements. */
const attributes = (svg: string, pattern: RegExp) => [...svg.matchAll(pattern)].map((match) => match[1] ?? '')

describe('a chart', () => {
  it('names what it shows, escapes it, and draws each line in the order of its points', () => {
    const svg = lineChart(chart).text
    expect(svg).toContain('aria-label="Loss &lt;1&gt;: cross-entropy by epoch"')
    const [train = ''] = attributes(svg, /polyline class="line train" points="([^"]*)"/g)
    const places = train.split(' ').map((place) => place.split(',').map(Number))
    const [xs, ys] = [places.map(([x]) => x ?? 0), places.map(([, y]) => y ?? 0)]
    expect(xs).toEqual([...xs].sort((a, b) => a - b))
    expect(ys).toEqual([...ys].sort((a, b) => a - b)) // the loss falls, so the line goes down the page
    expect(attributes(svg, /circle class="mark test" cx="([^"]*)"/g)).toHaveLength(2)
  })

  it('sets labels apart that end at the same height', () => {
    const heights = attributes(lineChart(chart).text, /class="label [a-z]+" x="[^"]*" y="([^"]*)"/g).map(Number)
    expect(heights).toHaveLength(2)
    expect(Math.abs((heights[0] ?? 0) - (heights[1] ?? 0))).toBeGreaterThanOrEqual(15)
  })

  it('is cut below one spike, which is marked with its value, and the rest is still to be seen', () => {
    const spikes = { yExpected: Math.log(10), text: (value: number) => value.toExponential(0) }
    const falling = Array.from({ length: 60 }, (_, step): readonly [number, number] => [step / 30, step === 20 ? 1e17 : 2.3 - step / 40])
    const lines = [{ label: 'train', look: 'train' as const, points: falling }]
    const svg = lineChart({ ...chart, lines, spikes }).text
    expect(svg).toContain('▲ 1e+17')
    expect(svg).toContain('spikes cut off')
    const heights = (text: string) => attributes(text, /polyline class="line train" points="([^"]*)"/g).join().split(' ').map((place) => Number(place.split(',')[1]))
    expect(Math.max(...heights(svg)) - (heights(svg)[0] ?? 0)).toBeGreaterThan(100) // the fall takes more than a third of the height
    const [without, usual] = [lineChart({ ...chart, lines }).text, lineChart({ ...chart, spikes }).text]
    expect(Math.max(...heights(without)) - (heights(without)[0] ?? 0)).toBeLessThan(1)
    expect(usual).not.toContain('▲')
  })

  it('marks a line of a single point, and stands without any', () => {
    const single = { ...chart, lines: [{ label: 'test', look: 'test' as const, points: [[1, 0.5] as const] }] }
    expect(lineChart(single).text).toContain('<circle')
    expect(lineChart({ ...chart, lines: [], yShown: [0] }).text).not.toMatch(/NaN|Infinity/)
  })

  it('never writes a number that is none, whatever the data', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1000, noNaN: true }), value), { minLength: 1 }), (points) => {
        const lines = [{ label: 'x', look: 'single' as const, points }]
        expect(lineChart({ ...chart, lines }).text).not.toMatch(/NaN|Infinity/)
        expect(lineChart({ ...chart, lines, spikes: { yExpected: null, text: () => '' } }).text).not.toMatch(/NaN|Infinity/)
      }),
    )
  })
})
