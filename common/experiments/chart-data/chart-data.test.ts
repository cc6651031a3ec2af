// Chart data from made-up rows: means and spread over seeds, labels, front, effects, bars, curves, tables.
import type { ResultRow } from '@contract/experiments/result-row'
import type { EpochResult } from '@contract/runs/run-record'
import { describe, expect, it } from 'vitest'
import { formatsWith } from '../../words/formats'
import { columnOf, differenceWords, figureWords, spreadWords } from '../figure-words'
import { effectSizes } from './effect-sizes'
import { epochCurves } from './epoch-curves'
import { figureBars } from './figure-bars'
import { figurePoints } from './figure-points'
import { paretoPoints } from './pareto-front'
import { resultTables } from './result-table'

const formats = formatsWith(' ')

function row(part: string, values: ResultRow['values'], seed: number, figures: ResultRow['figures']): ResultRow {
  return { part, values, seed, run: `${part}-${JSON.stringify(values)}-${seed}`, point: 1, status: 'completed', figures }
}
const parts = [{ name: 'kept', title: 'Rate kept' }, { name: 'scaled', title: 'Rate scaled' }]
const base = { title: 'Accuracy', caption: '' }

describe('a figure over a value', () => {
  const rows = [
    row('kept', { batchSize: 128 }, 0, { testAccuracy: 0.8 }),
    row('kept', { batchSize: 128 }, 1, { testAccuracy: 0.9 }),
    row('kept', { batchSize: 16 }, 0, { testAccuracy: 0.7 }),
    row('scaled', { batchSize: 16 }, 0, { testAccuracy: null }),
    row('scaled', { batchSize: 64 }, 0, { testAccuracy: 0.6 }),
  ]
  const chart = { ...base, kind: 'figure', x: { of: 'batchSize', title: '', scale: 'log' }, y: { of: 'testAccuracy', title: '', scale: 'linear' }, by: 'part' } as const

  it('is a line for each part, by size, with the mean and a standard deviation over seeds', () => {
    const { lines, xValues } = figurePoints(chart, parts, rows)
    expect(xValues).toEqual([16, 64, 128])
    expect(lines.map(({ label, points }) => [label, points.map(({ x }) => x)])).toEqual([['Rate kept', [16, 128]], ['Rate scaled', [64]]])
    const [single, double] = lines[0]?.points ?? []
    expect(single).toMatchObject({ mean: 0.7, low: null, high: null, seeds: 1 })
    expect(double?.mean).toBeCloseTo(0.85)
    expect(double?.low).toBeCloseTo(0.85 - 0.1 / Math.SQRT2)
  })

  it('leaves out parts that the chart does not draw, and places published figures with values', () => {
    const published = [{ what: 'book', figures: { testAccuracy: 0.5 }, source: 'printed', values: { batchSize: 256 } }, { what: 'without a place', figures: { testAccuracy: 0.4 }, source: 'printed' }]
    const { lines, xValues, published: placed } = figurePoints({ ...chart, parts: ['scaled'] }, parts, rows, published)
    expect(lines).toHaveLength(1)
    expect(xValues).toEqual([64, 256])
    expect(placed).toEqual([{ x: 256, y: 0.5, what: 'book', source: 'printed' }])
  })

  it('names a line by the setting and its value, or by the name that an analysis gives', () => {
    const labelsBy = (by: string): readonly string[] => figurePoints({ ...chart, by }, parts, [row('kept', { batchSize: 16, dropout: 0.5, 'network.dropout': 0.5, 'network.model': 'visual-words', chip: 'A100' }, 0, { testAccuracy: 0.7 })]).lines.map(({ label }) => label)
    expect([labelsBy('network.dropout'), labelsBy('chip'), labelsBy('network.model')]).toEqual([['dropout 0.5'], ['A100'], ['Visual words']])
  })

  it('stands over a figure where the axis is one, and joins the means at each place', () => {
    const over = figurePoints({ ...chart, x: { of: 'seconds', title: '', scale: 'linear' } }, parts, [row('kept', { batchSize: 1 }, 0, { testAccuracy: 0.7, seconds: 3 })])
    expect(over.lines[0]?.points[0]?.x).toBe(3)
    const twice = figurePoints({ ...chart, parts: ['kept'] }, parts, [row('kept', { batchSize: 16, dropout: 0 }, 0, { testAccuracy: 0.7 }), row('kept', { batchSize: 16, dropout: 1 }, 0, { testAccuracy: 0.9 })])
    expect(twice.lines[0]?.points).toHaveLength(2)
    expect(twice.lines[0]?.means).toEqual([{ x: 16, mean: 0.8 }])
  })
})

describe('the front of two figures', () => {
  const chart = { ...base, kind: 'pareto', x: { of: 'imagesPerSecond', title: '', scale: 'log' }, y: { of: 'testAccuracy', title: '', scale: 'linear' } } as const
  const named = (model: string, imagesPerSecond: number, testAccuracy: number): ResultRow => row('kept', { 'network.model': model }, 0, { imagesPerSecond, testAccuracy })
  const rows = [named('slow and good', 10, 0.9), named('fast and poor', 100, 0.8), named('beaten', 9, 0.85), named('equal to the first', 10, 0.9)]
  const labelled = [{ name: 'kept', title: 'All', labelOf: (values: ResultRow['values']) => String(values['network.model']) }]

  it('holds what nothing else beats in both', () => {
    const points = paretoPoints(chart, { x: 'higher', y: 'higher' }, labelled, rows)
    expect(points.filter(({ isOnFront }) => isOnFront).map(({ label }) => label)).toEqual(['slow and good', 'fast and poor', 'equal to the first'])
  })

  it('does not hold what has not learnt, however fast it is', () => {
    const points = paretoPoints(chart, { x: 'higher', y: 'higher' }, labelled, [...rows, named('guessing', 1000, 0.1)])
    expect(points.find(({ label }) => label === 'guessing')).toMatchObject({ isOnFront: false })
  })

  it('turns where less is better, and has no published point', () => {
    const published = [{ what: 'published', figures: { imagesPerSecond: 1, testAccuracy: 1 }, source: 'paper' }]
    const points = paretoPoints(chart, { x: 'lower', y: 'higher' }, labelled, rows, published)
    expect(points.filter(({ isOnFront }) => isOnFront).map(({ label }) => label)).toEqual(['slow and good', 'beaten', 'equal to the first'])
    expect(points.at(-1)).toMatchObject({ label: 'published', source: 'paper', isOnFront: false })
  })
})

describe('effects', () => {
  const chart = { ...base, kind: 'effects', figure: 'testAccuracy', baseline: 'sigmoid' } as const
  const labelled = [{ name: 'kept', title: 'All', labelOf: (values: ResultRow['values']) => String(values.activation) }]
  const of = (activation: string, ...accuracies: readonly number[]): readonly ResultRow[] => accuracies.map((testAccuracy, seed) => row('kept', { activation }, seed, { testAccuracy }))

  it('are differences to the baseline with an interval of Welch', () => {
    const [relu] = effectSizes(chart, labelled, [...of('sigmoid', 0.7, 0.72), ...of('relu', 0.8, 0.82)], 'share')
    expect(relu?.difference).toBeCloseTo(0.1)
    expect(relu?.interval?.low).toBeCloseTo(0.1 - 4.303 * Math.sqrt(2e-4), 3)
  })

  it('have none where a side has one seed, and are not there before the baseline is', () => {
    expect(effectSizes(chart, labelled, [...of('sigmoid', 0.7), ...of('relu', 0.8, 0.82)], 'share')).toMatchObject([{ interval: null, seeds: 2 }])
    expect(effectSizes(chart, labelled, of('relu', 0.8), 'share')).toEqual([])
  })

  it('end at a whole where they are of shares, of which none is further from another', () => {
    const rows = [...of('sigmoid', 0.7, 0.72), ...of('relu', 0.1, 0.2)]
    const [share] = effectSizes(chart, labelled, rows, 'share')
    const [number] = effectSizes(chart, labelled, rows, 'number')
    expect(number?.interval?.low).toBeLessThan(-1)
    expect(share?.interval).toEqual({ low: -1, high: number?.interval?.high })
  })
})

describe('bars', () => {
  const rows = [row('kept', { layer: 'conv_1' }, 0, { forward: 2, backward: 3 }), row('kept', { layer: 'fc' }, 0, { forward: 1, backward: null }), row('kept', { layer: 'relu' }, 0, {})]
  const chart = { ...base, kind: 'bars', over: 'layer', figures: ['forward', 'backward'] } as const

  it('stand on each other where they are stacked, else side by side', () => {
    expect(figureBars({ ...chart, isStacked: true }, parts, rows).map(({ bars }) => bars.map(({ from, to }) => [from, to]))).toEqual([[[0, 2], [2, 5]], [[0, 1]]])
    expect(figureBars({ ...chart, isStacked: false }, parts, rows)[0]?.bars.map(({ from, to }) => [from, to])).toEqual([[0, 2], [0, 3]])
  })
})

describe('curves over epochs', () => {
  const epoch = (number: number, trainAccuracy: number, testAccuracy: number): EpochResult => ({ epoch: number, trainAccuracy, testAccuracy, trainLoss: 1, testLoss: 2, imagesPerSecond: 1, seconds: 1 })
  const rows = [row('kept', { batchSize: 16 }, 0, {}), row('kept', { batchSize: 16 }, 1, {}), row('kept', { batchSize: 32 }, 0, {})]
  const epochsOf = (run: string): readonly EpochResult[] | null => (run.includes('32') ? null : run.endsWith('0') ? [epoch(1, 0.5, 0.4), epoch(2, 0.7, 0.5)] : [epoch(1, 0.7, 0.4), epoch(2, 0.9, 0.7)])

  it('are the mean with the band of the seeds, where a run has whole epochs', () => {
    const curves = epochCurves({ ...base, kind: 'curves', figures: ['trainAccuracy', 'testAccuracy'] }, parts, rows, epochsOf)
    expect(curves.map(({ label, figure, seeds }) => [label, figure, seeds])).toEqual([['batch size 16', 'trainAccuracy', 2], ['batch size 16', 'testAccuracy', 2]])
    expect([...(curves[0]?.curve.y ?? [])]).toEqual([0.6, 0.8])
    expect([...(curves[1]?.curve.high ?? [])]).toEqual([0.4, 0.7])
  })
})

describe('the table', () => {
  const experiment = {
    parts: [{ name: 'kept', title: 'Rate kept' }, { name: 'measured', title: 'Measured', columns: [{ figure: 'seconds', title: 'Time', kind: 'seconds' }] as const }, { name: 'drawn', title: 'Drawn', columns: [] }],
    columns: [{ figure: 'testAccuracy', title: 'Accuracy', kind: 'share', better: 'higher' }, { figure: 'peakRssBytes', title: 'Memory', kind: 'bytes' }] as const,
    published: [{ what: 'book', figures: { testAccuracy: 0.886 }, source: 'printed' }, { what: 'of something else', figures: { top5: 0.9 }, source: 'paper' }],
  }
  const results = [
    row('kept', { batchSize: 16 }, 0, { testAccuracy: 0.8, peakRssBytes: 1e9 }),
    row('kept', { batchSize: 16 }, 1, { testAccuracy: 0.82, peakRssBytes: null }),
    row('kept', { batchSize: 32 }, 0, { testAccuracy: 0.7 }),
    row('measured', { layer: 'fc' }, 0, { seconds: 0.25 }),
    row('drawn', { layer: 'fc' }, 0, { seconds: 1 }),
  ]

  it('has mean and spread, marks the best, and shows published figures of its columns', () => {
    const [own, measured, ...others] = resultTables(experiment, results, formats)
    expect(own?.rows.map(({ label, cells, seeds, best }) => [label, cells, seeds, best])).toEqual([
      ['batch size 16', ['81.0 % ± 1.4 %', '1.00 GB'], 2, [0]],
      ['batch size 32', ['70.0 %', '–'], 1, []],
    ])
    expect(own?.title).toBe('Rate kept')
    expect(own?.published).toEqual([{ what: 'book', source: 'printed', cells: ['88.6 %', '–'] }])
    expect([measured?.title, measured?.rows[0]?.cells]).toEqual(['Measured', ['250 ms']])
    expect(others).toEqual([])
  })

  it('holds the rows of parts that stand in the table of another, and marks no value that most rows share', () => {
    const columns = [{ figure: 'testAccuracy', title: 'Accuracy', kind: 'share', better: 'higher' }, { figure: 'diverged', title: 'Diverged', kind: 'share', better: 'lower' }] as const
    const broken = { parts: [{ name: 'kept', title: 'Broken', columns }, { name: 'sigmoid', title: 'With sigmoid', columns, tableOf: 'kept' }], columns: [], published: [] }
    const [table, ...rest] = resultTables(broken, [
      row('kept', { rate: 1 }, 0, { testAccuracy: 0.8, diverged: 0 }),
      row('kept', { rate: 10 }, 0, { testAccuracy: 0.1, diverged: 1 }),
      row('sigmoid', {}, 0, { testAccuracy: 0.9, diverged: 0 }),
    ], formats)
    expect(rest).toEqual([])
    expect(table?.rows.map(({ cells, best }) => [cells[0], best])).toEqual([['80.0 %', []], ['10.0 %', []], ['90.0 %', [0]]])
  })
})

describe('words of figures', () => {
  it('know the figures of runs, and take those of the definition first', () => {
    const experiment = { columns: [{ figure: 'gap', title: 'Overfitting', kind: 'share' }], parts: [] } as const
    expect(columnOf(experiment, 'gap').title).toBe('Overfitting')
    expect(columnOf(experiment, 'peakRssBytes').kind).toBe('bytes')
    expect(columnOf(experiment, 'perplexity')).toEqual({ figure: 'perplexity', title: 'perplexity', kind: 'number' })
  })

  it.each([
    ['count', 61_706, '61.7 k'],
    ['count', 2.5, '2.5'],
    ['rate', 4136.2, '4,136'],
    ['number', 0.000012345, '1.23e-5'],
    ['number', 2.30259, '2.303'],
    ['share', -0.005, '−0.5 %'],
  ] as const)('write a %s of %d as %s', (kind, value, words) => {
    expect(figureWords(kind, value, formats)).toBe(words)
  })

  it('leave out a spread that is none', () => {
    expect(spreadWords('count', { mean: 61_706, deviation: 0 }, formats)).toBe('61.7 k')
    expect(spreadWords('share', { mean: 0.8, deviation: 0.01 }, formats)).toBe('80.0 % ± 1.0 %')
    expect(spreadWords('number', { mean: 0.5526, deviation: 0.001981 }, formats)).toBe('0.5526 ± 0.0020')
    expect(spreadWords('number', { mean: 1.2321, deviation: 0.02569 }, formats)).toBe('1.232 ± 0.026')
    expect(spreadWords('number', { mean: 2.302769, deviation: 0.000055 }, formats)).toBe('2.3028 ± 0.0001')
  })

  it('write differences with their sign, of shares in percentage points', () => {
    expect(differenceWords('share', -0.0213, formats)).toBe('−2.1')
    expect(differenceWords('bytes', 12e6, formats)).toBe('+12.0 MB')
  })
})
