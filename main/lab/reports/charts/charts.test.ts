// Charts: whatever the data, everything lies within the picture, nothing covers another's words, and no text of a user becomes markup.
import { readFileSync } from 'node:fs'
import { contrast, rgbOf } from '@common/charts/colour-contrast'
import { textWidth } from '@common/charts/text-width'
import { reportChartSchema, type ChartLine, type LineChart, type ReportChart, type ScatterChart } from '@contract/reports/report-chart'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandsChart, confusionChart, differencesChart, effectsChart, largeMatrixChart, lossChart, manyLinesChart, namesChart, paretoChart, sampleCharts, stackedChart } from '../testing/sample-charts'
import { chartSvg } from './chart-svg'
import { shadeColour, shadeInk, shadeLevels } from './shades'
import { svgFile } from './svg-file'
import { fileChartStyle, pageChartStyle } from './svg-style'

const draw = (chart: ReportChart, size: 'full' | 'half' = 'full'): string => chartSvg(chart, 'A chart', size).text

interface DrawnText {
  readonly x: number
  readonly y: number
  readonly look: string
  readonly text: string
  readonly anchor: string
  readonly left: number
  readonly right: number
}

const unescaped = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** The level texts of a chart with the boxes that they take. */
function textsOf(svg: string): readonly DrawnText[] {
  return [...svg.matchAll(/<text class="([^"]*)" x="([^"]*)" y="([^"]*)"(?: text-anchor="([^"]*)")?>([^<]*)/g)].map(([, look = '', atX = '', atY = '', anchor = 'start', raw = '']) => {
    const text = unescaped(raw)
    const [x, width] = [Number(atX), textWidth(text, 12)]
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x
    return { x, y: Number(atY), look, text, anchor, left, right: left + width }
  })
}

const sizeOf = (svg: string): { readonly width: number; readonly height: number } => ({ width: Number(/ width="([^"]*)"/.exec(svg)?.[1]), height: Number(/ height="([^"]*)"/.exec(svg)?.[1]) })

/** Ends of the absolute steps of all paths. */
const cornersOf = (svg: string): readonly (readonly [x: number, y: number])[] => [...svg.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)])

/** Tags that are opened but not closed, or the other way round; empty: the markup is well formed. */
function unbalanced(markup: string): readonly string[] {
  const open: string[] = []
  for (const [, closes = '', name = '', empty = ''] of markup.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (closes === '/') {
      if (open.pop() !== name) return [name]
    } else if (empty === '') open.push(name)
  }
  return open
}

const anyValue = fc.oneof({ weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) }, { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) }, fc.constantFrom(null, 0, -0, 1, 1, 1))
const anyNumber = anyValue.map((value) => value ?? 0)
const anyKind = fc.constantFrom('number', 'count', 'share', 'loss', 'bytes', 'seconds', 'rate', 'flops')
const anyAxis = fc.record({ title: fc.string(), scale: fc.constantFrom('linear', 'log'), kind: anyKind, cutsSpikes: fc.boolean(), shown: fc.array(anyNumber, { maxLength: 2 }) })
const anyLabel = fc.oneof(fc.string(), fc.constantFrom('', 'training', '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', 'a label that is far too long for the end of its line, or for any line of a chart at all', '\u0000\u001b[31m', '漢字仮名'))
const anyLine: fc.Arbitrary<ChartLine> = fc
  .record({ label: anyLabel, colour: fc.nat(40), stroke: fc.constantFrom('solid', 'dashed', 'dotted', 'faint', 'none'), points: fc.array(fc.tuple(anyNumber, anyValue), { maxLength: 12 }), isMarked: fc.boolean(), bounds: fc.constantFrom('shade', 'bars') })
  .chain((line) => fc.array(fc.tuple(anyValue, anyValue), { minLength: line.points.length, maxLength: line.points.length }).map((band) => ({ ...line, band })))
const anyNames = fc.record({ title: fc.string(), names: fc.array(anyLabel, { maxLength: 14 }) })
const cellsFor = (count: number): fc.Arbitrary<(number | null)[]> => fc.array(anyValue, { minLength: count, maxLength: count })

const anyChart: fc.Arbitrary<ReportChart> = fc.oneof(
  fc.record({ kind: fc.constant('lines'), x: fc.oneof(anyAxis, anyNames), y: anyAxis, lines: fc.array(anyLine, { maxLength: 10 }) }),
  anyNames.chain((over) => fc.record({ kind: fc.constant('bars'), over: fc.constant(over), y: anyAxis, isStacked: fc.boolean(), series: fc.array(fc.record({ label: anyLabel, values: cellsFor(over.names.length), spreads: cellsFor(over.names.length) }), { maxLength: 6 }) })),
  fc.record({ kind: fc.constant('intervals'), x: anyAxis, reference: anyNumber, rows: fc.array(fc.record({ label: anyLabel, value: anyNumber, low: anyValue, high: anyValue, words: anyLabel }), { maxLength: 20 }) }),
  fc.record({
    kind: fc.constant('scatter'),
    x: anyAxis,
    y: anyAxis,
    points: fc.array(fc.record({ label: anyLabel, x: anyNumber, y: anyNumber, spread: anyValue, isOnFront: fc.boolean(), isPublished: fc.boolean(), group: fc.nat(4), size: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 25 }),
    lines: fc.array(fc.record({ label: anyLabel, points: fc.array(fc.tuple(anyNumber, anyNumber), { maxLength: 4 }) }), { maxLength: 2 }),
    groups: fc.array(anyLabel, { maxLength: 4 }),
  }),
  fc.tuple(anyNames, anyNames).chain(([rows, columns]) => fc.record({ kind: fc.constant('matrix'), rows: fc.constant(rows), columns: fc.constant(columns), values: fc.array(cellsFor(columns.names.length), { minLength: rows.names.length, maxLength: rows.names.length }), valueKind: anyKind, shades: fc.constantFrom('counts', 'differences'), hasDiagonal: fc.boolean() })),
)

describe('any chart', () => {
  it('has numbers for places, its words and lines within the picture, and no markup of a user', () => {
    fc.assert(
      fc.property(anyChart, fc.constantFrom('full', 'half'), (chart, size) => {
        const svg = draw(chart, size)
        const { width, height } = sizeOf(svg)
        expect(svg).not.toMatch(/NaN|Infinity|undefined|null|<script|<img|\u0000/)
        expect(unbalanced(svg)).toEqual([])
        expect(height).toBeGreaterThan(0)
        for (const { left, right, y, text } of textsOf(svg)) {
          expect(left, text).toBeGreaterThanOrEqual(-1)
          expect(right, text).toBeLessThanOrEqual(width + 1)
          expect(y, text).toBeLessThanOrEqual(height)
        }
        for (const [x, y] of cornersOf(svg.replace(/<svg x=.*?<\/svg>/gs, ''))) {
          expect(x).toBeGreaterThanOrEqual(-20)
          expect(x).toBeLessThanOrEqual(width + 20)
          expect(y).toBeLessThanOrEqual(height + 20)
        }
      }),
      { numRuns: 80 },
    )
  })

  it('is named for those who do not see it', () => {
    expect(chartSvg(lossChart, 'Loss "falls" & rises').text).toMatch(/^<svg [^>]*role="img" aria-label="Loss &quot;falls&quot; &amp; rises"><title>Loss &quot;falls&quot; &amp; rises<\/title>/)
  })

  it.each(Object.entries(sampleCharts))('%s is a chart by the schema and has no colours of its own', (_, chart) => {
    expect(reportChartSchema.safeParse(chart).success).toBe(true)
    expect(draw(chart)).not.toMatch(/fill="|stroke="|style="|#[0-9a-f]{6}/)
  })
})

/** Whether two boxes of one line's height share room. */
const touch = (a: DrawnText, b: DrawnText): boolean => a.left < b.right - 0.1 && b.left < a.right - 0.1 && Math.abs(a.y - b.y) < 11.9

describe('lines', () => {
  const falling = (label: string, colour: number, end: number): ChartLine => ({ label, colour, stroke: 'solid', points: [[0, 2], [5, 1], [10, end]] })
  const chart = (lines: readonly ChartLine[]): LineChart => ({ ...lossChart, lines })

  it('are labelled at their ends, apart, in the order of the ends', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 2, maxLength: 15 }), (ends) => {
        const labels = textsOf(draw(chart(ends.map((end, index) => falling(`run ${index}`, index, end))))).filter(({ look }) => look.startsWith('label'))
        expect(labels).toHaveLength(ends.length)
        const byHeight = [...labels].sort((a, b) => a.y - b.y)
        byHeight.slice(1).forEach((label, index) => {
          expect(label.y - (byHeight[index]?.y ?? 0)).toBeGreaterThanOrEqual(14.8)
          const [above = 0, below = 0] = [byHeight[index], label].map((one) => ends[Number(one?.text.slice(4))] ?? 0)
          expect(above).toBeGreaterThanOrEqual(below - 1e-9)
        })
      }),
      { numRuns: 40 },
    )
  })

  it('have a legend where they are many, where labels are long, and where marks are not joined', () => {
    for (const many of [manyLinesChart, chart([falling('a name that has no room at the end of any line of a chart', 0, 1), falling('b', 1, 1)]), namesChart]) {
      const texts = textsOf(draw(many))
      expect(texts.some(({ look }) => look.startsWith('label'))).toBe(false)
      expect(texts.filter(({ look }) => look === 'words')).toHaveLength(many.lines.filter(({ label }) => label !== '').length)
    }
    expect(textsOf(draw(chart(Array.from({ length: 80 }, (_, index) => falling(`run ${index}`, index, 1))))).at(-1)?.text).toBe('and 20 more')
  })

  it('are told apart without colours: by marks of their own, hollow where the stroke is broken', () => {
    const marks = (svg: string): readonly string[] => [...svg.matchAll(/<path class="(?:mark|hollow)[^"]*" d="M[^a-zA-Z]*([a-zA-Z])/g)].map(([, step = '']) => step)
    expect(new Set(marks(draw(chart([falling('a', 0, 0.2), falling('b', 1, 0.3)]))))).toEqual(new Set(['a', 'L'])) // an arc, and straight sides
    expect(draw(chart([{ ...falling('', 0, 0.2), stroke: 'dashed' }, { ...falling('', 1, 0.3), stroke: 'dashed' }]))).toMatch(/class="hollow s1".*class="hollow s2"/s)
    expect(draw(chart([falling('a', 0, 0.2), { ...falling('b', 1, 0.3), stroke: 'dashed' }]))).not.toMatch(/class="(mark|hollow)/)
    expect(draw(chart([{ ...falling('a', 0, 0.2), isMarked: true }, { ...falling('b', 0, 0.3), stroke: 'dashed', isMarked: true }]))).toMatch(/class="mark f1".*class="hollow s1"/s)
  })

  it('break at values that are not known, and mark what stands alone', () => {
    const svg = draw(chart([{ label: 'a', colour: 0, stroke: 'solid', points: [[0, 1], [1, 2], [2, null], [3, 1], [4, null], [5, 2], [6, 1]] }]))
    expect(/class="line solid s1" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2)
    expect(/class="mark f1" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(1)
  })

  it('leave a logarithmic axis out where a value has no logarithm', () => {
    const svg = draw({ ...chart([{ label: 'a', colour: 0, stroke: 'solid', points: [[1, 0], [2, 10], [3, 100], [4, -5]] }]), y: { ...lossChart.y, scale: 'log', shown: [] } })
    expect(/class="line solid s1" d="([^"]*)"/.exec(svg)?.[1]?.match(/[MLHV]/g)).toHaveLength(2)
  })

  it('end below a spike, which is marked with its value, and still fill the height', () => {
    const svg = draw(lossChart)
    expect(textsOf(svg).map(({ text }) => text)).toContain('▲ 1.00e9')
    const heights = [.../class="line solid s1" d="([^"]*)"/.exec(svg)?.[1]?.matchAll(/[ML][\d.]+ ([\d.]+)/g) ?? []].map(([, y]) => Number(y))
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(150)
    expect(draw({ ...lossChart, y: { ...lossChart.y, cutsSpikes: false } })).not.toContain('▲')
  })

  it('of twenty thousand steps are as short as those of a page', () => {
    const points = Array.from({ length: 20_000 }, (_, step): [number, number] => [step, Math.sin(step) + step / 2e4])
    const svg = draw(chart([{ label: 'a', colour: 0, stroke: 'solid', points, band: points.map(([, y]) => [y - 1, y + 1]) }]))
    expect(svg.length).toBeLessThan(40_000)
    expect(draw(bandsChart).length).toBeLessThan(20_000)
  })
})

describe('bars', () => {
  it('of a stack stand on each other', () => {
    const svg = draw(stackedChart)
    const firstBars = [...svg.matchAll(/class="bar\d" d="M([\d.]+) [\d.]+h([\d.]+)/g)].map(([, left, length]) => [Number(left), Number(left) + Number(length)])
    // The first layer has no gradient of its input, so the second series begins in the second row.
    expect(firstBars[0]?.[1]).toBeCloseTo(firstBars[2]?.[0] ?? 0, 0)
    expect(textsOf(svg).filter(({ text }) => / ms$|\u00a0ms$/.test(text)).length).toBeGreaterThan(11)
  })

  it('begin at 0, and say where rows are left out', () => {
    const names = Array.from({ length: 100 }, (_, index) => `layer ${index}`)
    const svg = draw({ kind: 'bars', over: { title: '', names }, y: { title: 'accuracy', scale: 'linear', kind: 'share' }, isStacked: false, series: [{ label: 'a', values: names.map(() => 0.9) }] })
    expect(textsOf(svg).map(({ text }) => text)).toEqual(expect.arrayContaining(['0\u00a0%', 'layer 59', 'The first 60 of 100 rows are drawn.']))
    expect(textsOf(svg).map(({ text }) => text)).not.toContain('layer 60')
  })

  it('fill with shades that are told apart in grey, too', () => {
    for (const theme of [fileChartStyle.split('@media')[0] ?? '', fileChartStyle.split('@media')[1] ?? '']) {
      const fills = [1, 2, 3, 4, 5].map((number) => new RegExp(`\\.bar${number}\\{fill:(#[0-9a-f]{6})`).exec(theme)?.[1] ?? '')
      fills.slice(1).forEach((fill, index) => { expect(contrast(rgbOf(fill), rgbOf(fills[index] ?? '')), `${fill} beside ${fills[index] ?? ''}`).toBeGreaterThan(1.4) })
    }
  })
})

describe('intervals', () => {
  it('are filled where they leave out the reference, and say differences in points with their sign', () => {
    const svg = draw(effectsChart)
    expect(/class="mark f1" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(3)
    expect(/class="hollow s1" d="([^"]*)"/.exec(svg)?.[1]?.match(/M/g)).toHaveLength(2)
    expect(textsOf(svg).map(({ text }) => text)).toEqual(expect.arrayContaining(['−2', '0', '+2', '+0.6, one seed']))
  })

  it('have their names above where there is no room beside', () => {
    const names = textsOf(draw(effectsChart, 'half')).filter(({ text }) => text.startsWith('without '))
    expect(names.map(({ anchor }) => anchor)).toEqual(['start', 'start'])
  })
})

describe('points', () => {
  const names = (svg: string): readonly DrawnText[] => textsOf(svg.replace(/<\/g>(?!.*<\/g>).*$/s, (rest) => rest)).filter(({ look }) => look === 'words')

  it('all have their names where there is room', () => {
    const texts = textsOf(draw(paretoChart)).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(paretoChart.points.map(({ label }) => label)))
  })

  it('have names that cover neither each other nor a point', () => {
    const anyPoints = fc.array(fc.record({ label: fc.constantFrom('AlexNet', 'VGG-11', 'a longer name'), x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }), spread: fc.constant(null), isOnFront: fc.boolean(), isPublished: fc.constant(false) }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(anyPoints, (points) => {
        const chart: ScatterChart = { ...paretoChart, x: { ...paretoChart.x, scale: 'linear' }, points }
        const placed = names(draw(chart)).filter(({ text }) => ['AlexNet', 'VGG-11', 'a longer name'].includes(text))
        placed.forEach((one, index) => { expect(placed.slice(index + 1).some((other) => touch(one, other))).toBe(false) })
      }),
      { numRuns: 60 },
    )
  })
})

describe('matrices', () => {
  it('print counts in cells that hold them, in an ink with contrast on every shade', () => {
    const texts = textsOf(draw(confusionChart)).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['1,000', '797', '57']))
    for (const theme of ['light', 'dark'] as const) {
      for (const family of ['a', 'b'] as const) {
        for (let level = 0; level <= shadeLevels; level++) expect(contrast(rgbOf(shadeColour(theme, family, level)), rgbOf(shadeInk(theme, family, level))), `${theme} ${family}${level}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })

  it('have scales of their own for the diagonal and what is off it, the strongest shade at the most', () => {
    const svg = draw(confusionChart)
    expect(svg).toContain('class="a10"')
    expect(svg).toContain('class="b10"')
    expect(textsOf(svg).map(({ text }) => text)).toEqual(expect.arrayContaining(['on the diagonal', 'off the diagonal']))
  })

  it('write differences with their signs, and strike negative ones through where there is no room', () => {
    const texts = textsOf(draw(differencesChart)).map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining(['+17', '−18', '0']))
    expect(texts.some((text) => /[−-]0$/.test(text))).toBe(false)
    expect(draw(differencesChart)).not.toContain('class="struck"')
    expect(draw({ ...largeMatrixChart, shades: 'differences', values: largeMatrixChart.values.map((row) => row.map((value, column) => (value ?? 0) * (column % 2 === 0 ? -1 : 1))) })).toContain('class="struck"')
  })

  it('of a hundred classes stay small, with names that have room', () => {
    const svg = draw(largeMatrixChart)
    expect(svg.length).toBeLessThan(80_000)
    expect(textsOf(svg).length).toBeLessThan(60)
  })
})

it('lines have the colours that the page gives to networks', () => {
  const page = readFileSync(new URL('../../../../renderer/style.css', import.meta.url), 'utf8')
  const colours = [...page.matchAll(/--lab-network-(\d): (#[0-9a-f]{6})/g)].map(([, number = '', colour = '']) => `.f${number}{fill:${colour}}`)
  expect(colours).toHaveLength(10)
  for (const colour of colours) expect(fileChartStyle).toContain(colour)
})

describe('a chart as a file', () => {
  const file = svgFile(chartSvg(lossChart, 'Loss \u0001 \ud800 <b>', 'full'))

  it('is XML with its look within and an opaque ground, light first', () => {
    expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/)
    expect(unbalanced(file.replace(/<style>.*<\/style>/s, ''))).toEqual([])
    expect(file).toMatch(/<\/style><rect class="file-ground"/)
    expect(file).not.toMatch(/[\u0000-\u0008\ud800]|var\(/)
    expect(file.indexOf('.file-ground{fill:#ffffff}')).toBeLessThan(file.indexOf('prefers-color-scheme: dark'))
  })

  it('knows every class that charts use, as pages do', () => {
    const used = new Set(Object.values(sampleCharts).flatMap((chart) => [...draw(chart).matchAll(/class="([^"]*)"/g)].flatMap(([, names = '']) => names.split(' '))))
    const plain = new Set(['chart', 'full', 'half', 'solid', 'mark', 'opaque'])
    for (const style of [fileChartStyle, pageChartStyle]) {
      for (const name of used) if (!plain.has(name)) expect(style, name).toContain(`.${name}{`)
    }
  })
})
