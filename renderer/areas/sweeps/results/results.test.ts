// Axes, rows, brushes, heat map and chart of a sweep's results, also while points are missing.
import { expect, it } from 'vitest'
import { samplePoint, sampleSweepSpec } from '../testing/sample-sweep'
import { brushedRows, brushOf, withBrush, type Brushes } from './brushes'
import { figureStrength } from './figure-strength'
import { binsOf, heatMap } from '@common/sweeps/results/heat-map'
import { figureAxis, settingAxis } from './place-axis'
import { axesOf, valueText, type ResultAxis } from '@common/sweeps/results/result-axes'
import { bestRow, rowsOf, sortRows, statusOfRow } from '@common/sweeps/results/result-rows'
import { rowWords, spreadText } from '@common/sweeps/results/row-words'
import { settingChart } from '@common/sweeps/results/setting-chart'

const rate = 'optimizer.learningRate'
const spec = sampleSweepSpec({ axes: [{ setting: rate, values: [0.1, 0.01] }, { setting: 'batchSize', values: [32, 64, 256] }, { setting: 'augmentation.flip', values: [true, false] }], seeds: [0, 1] })
const points = [
  samplePoint(1, { [rate]: 0.1, batchSize: 32, 'augmentation.flip': true }, { testAccuracy: 0.8, testLoss: 0.5 }, 0),
  samplePoint(2, { [rate]: 0.1, batchSize: 32, 'augmentation.flip': true }, { testAccuracy: 0.82, testLoss: 0.4 }, 1),
  samplePoint(3, { [rate]: 0.1, batchSize: 256, 'augmentation.flip': true }, null, 0),
  samplePoint(4, { [rate]: 0.1, batchSize: 256, 'augmentation.flip': true }, { testAccuracy: 0.7, testLoss: 0.9 }, 1),
  samplePoint(5, { [rate]: 0.01, batchSize: 64, 'augmentation.flip': false }, { testAccuracy: 0.9, testLoss: 0.3 }, 0),
  samplePoint(6, { [rate]: 0.01, batchSize: 256, 'augmentation.flip': false }, null, 0),
]
const axes = axesOf({ spec, points })
const rows = rowsOf(points)
const axis = (setting: string): ResultAxis => {
  const found = axes.find((one) => one.setting === setting)
  if (!found) throw new Error(`no axis ${setting}`)
  return found
}

it('axes have their values in order, and numbers that double or go by tens a logarithmic scale', () => {
  expect(axis(rate)).toMatchObject({ values: [0.01, 0.1], scale: 'linear', label: 'Learning rate' }) // two values are evenly spaced in any way
  expect(axis('batchSize')).toMatchObject({ values: [32, 64, 256], scale: 'log' })
  expect(axis('augmentation.flip')).toMatchObject({ values: [true, false], scale: 'category' })
  const drawn = sampleSweepSpec({ axes: [{ setting: rate, from: 0.001, to: 1, scale: 'log' }, { setting: 'optimizer.clipNorm', values: [null, 1, 5] }], strategy: { kind: 'random', points: 2 } })
  const [first, second] = axesOf({ spec: drawn, points: [samplePoint(1, { [rate]: 0.5, 'optimizer.clipNorm': 1 }, {}), samplePoint(2, { [rate]: 0.002, 'optimizer.clipNorm': null }, {})] })
  expect(first).toMatchObject({ values: [0.002, 0.5], scale: 'log' })
  expect(second).toMatchObject({ values: [1, null], scale: 'category' })
  expect(valueText('optimizer.clipNorm', null)).not.toBe('')
  expect(valueText('optimizer.name', 'adamw')).toBe('AdamW')
  expect(valueText(rate, 0.012345678)).toBe('0.01235')
})

it('runs that differ only in their seed are one row, with mean and spread; a failed seed counts in none', () => {
  expect(rows.map(({ number }) => number)).toEqual([1, 3, 5, 6])
  expect(rows[0]?.figures.testAccuracy).toMatchObject({ count: 2, mean: 0.81 })
  expect(rows[0]?.figures.testAccuracy?.deviation).toBeCloseTo(Math.SQRT1_2 * 0.02, 12)
  expect(rows[1]?.figures.testAccuracy).toMatchObject({ count: 1, mean: 0.7, deviation: null })
  expect(rows[3]?.figures.testAccuracy).toBeNull()
  expect(rows.map(statusOfRow)).toEqual(['completed', 'failed', 'completed', 'failed'])
})

it('rows are sorted by figures, the better first and the missing last in both directions, and by settings', () => {
  const numbers = (order: Parameters<typeof sortRows>[1], isReversed: boolean): number[] => sortRows(rows, order, isReversed).map(({ number }) => number)
  expect(numbers({ by: 'figure', figure: 'testAccuracy' }, false)).toEqual([5, 1, 3, 6])
  expect(numbers({ by: 'figure', figure: 'testLoss' }, false)).toEqual([5, 1, 3, 6])
  expect(numbers({ by: 'figure', figure: 'testAccuracy' }, true)).toEqual([3, 1, 5, 6])
  expect(numbers({ by: 'setting', setting: 'batchSize', values: axis('batchSize').values }, true)).toEqual([3, 6, 5, 1])
  expect(bestRow(rows, 'testLoss')?.number).toBe(5)
  expect(bestRow(rows, 'imagesPerSecond')).toBeNull()
})

it('a row is told in words with its spread', () => {
  const [row] = rows
  if (!row?.figures.testAccuracy) throw new Error('no row')
  expect(spreadText('testAccuracy', row.figures.testAccuracy)).toBe('81.0\u00a0% ± 1.4\u00a0%')
  expect(rowWords(row, axes, 'testAccuracy')).toBe('Point 1: learning rate 0.1, batch size 32, random flip on; test accuracy 81.0\u00a0% ± 1.4\u00a0% over 2 seeds')
})

it('brushes on several axes leave the rows that pass all of them', () => {
  const numbers = (brushes: Brushes): number[] => brushedRows(rows, brushes, 'testAccuracy').map(({ number }) => number)
  expect(numbers(new Map())).toEqual([1, 3, 5, 6])
  const byRate = withBrush(new Map(), rate, { kind: 'range', low: 0.05, high: null })
  expect(numbers(byRate)).toEqual([1, 3])
  const byBoth = withBrush(byRate, 'figure', { kind: 'range', low: 0.75, high: null })
  expect(numbers(byBoth)).toEqual([1])
  expect(numbers(withBrush(byBoth, rate, null))).toEqual([1, 5]) // 6 has no accuracy
  expect(numbers(withBrush(new Map(), 'augmentation.flip', { kind: 'values', values: [false] }))).toEqual([5, 6])
  expect(withBrush(byRate, rate, { kind: 'values', values: [] }).size).toBe(0)
})

it('a stretch drawn along an axis is a range of its values, of names those inside', () => {
  const numbers = settingAxis(axis('batchSize'))
  const range = brushOf(axis('batchSize'), [1, numbers.placeOf(64) - 0.01], numbers.at)
  expect(brushedRows(rows, new Map([['batchSize', range ?? { kind: 'values', values: [] }]]), 'testAccuracy').map(({ number }) => number)).toEqual([3, 5, 6])
  const names = settingAxis(axis('augmentation.flip'))
  expect(brushOf(axis('augmentation.flip'), [0.6, 0.9], names.at)).toEqual({ kind: 'values', values: [false] })
  expect(brushOf(axis('augmentation.flip'), [0.4, 0.45], names.at)).toBeNull()
})

it('the heat map has the mean over everything else, from bottom to top, and empty cells where no point is', () => {
  const map = heatMap(rows, { x: axis(rate), y: axis('batchSize'), figure: 'testAccuracy' })
  expect(map.columns.map(({ text }) => text)).toEqual(['0.01', '0.1'])
  expect(map.lines.map(({ text }) => text)).toEqual(['256', '64', '32'])
  expect(map.cells.map((line) => line.map(({ spread }) => spread?.mean ?? null))).toEqual([[null, 0.7], [0.9, null], [null, 0.81]])
  expect(map.cells[0]?.[0]?.rows).toHaveLength(1) // the failed one
})

it('many drawn values are put into ranges that hold every value once', () => {
  const values = Array.from({ length: 60 }, (_, index) => 10 ** (-3 + (3 * index) / 59))
  const bins = binsOf({ setting: rate, label: 'Learning rate', title: 'learning rate', scale: 'log', values, isListed: false })
  expect(bins).toHaveLength(6)
  expect(values.map((value) => bins.filter(({ holds }) => holds(value)).length)).toEqual(values.map(() => 1))
  expect(bins.map(({ holds }) => values.filter(holds).length).every((count) => count >= 9 && count <= 11)).toBe(true)
})

it('the chart has a mark for each row with the figure, and lines by a second setting', () => {
  const all = settingChart(rows, { axis: axis(rate), by: null, figure: 'testAccuracy' })
  expect(all.marks.map(({ x, mean, group }) => [x, mean, group])).toEqual([[0.1, 0.81, 0], [0.1, 0.7, 0], [0.01, 0.9, 0]])
  expect(all.marks[0]?.low).toBeLessThan(0.81)
  expect(all.marks[1]?.low).toBeNull()
  const apart = settingChart(rows, { axis: axis('batchSize'), by: axis('augmentation.flip'), figure: 'testAccuracy' })
  expect(apart.marks.map(({ group }) => group)).toEqual([0, 0, 1])
  expect(all.lines).toEqual([{ group: 0, points: [{ x: 0.01, mean: 0.9 }, { x: 0.1, mean: expect.closeTo(0.755, 12) as number }] }])
  expect(settingChart(rows, { axis: { ...axis(rate), isListed: false }, by: null, figure: 'testAccuracy' }).lines).toEqual([])
  expect(apart.lines).toEqual([{ group: 0, points: [{ x: 32, mean: 0.81 }, { x: 256, mean: 0.7 }] }])
})

it('colours are stronger for better values, and a loss that diverged does not wash out the others', () => {
  expect(figureStrength('testAccuracy', [])).toBeNull()
  expect(figureStrength('testAccuracy', [0.5, 0.9])?.strengthOf(0.9)).toBe(1)
  const losses = figureStrength('testLoss', [0.3, 0.6, 3000])
  expect(losses?.strengthOf(0.3)).toBe(1)
  expect(losses?.strengthOf(3000)).toBeCloseTo(0, 12)
  expect(losses?.strengthOf(0.6)).toBeGreaterThan(0.85) // by ratios
  expect(losses).toMatchObject({ weakest: '3,000', strongest: '0.300' })
  const axisOfOne = figureAxis('testAccuracy', [0.5])
  expect(axisOfOne.placeOf(0.5)).toBeGreaterThanOrEqual(0)
  expect(axisOfOne.placeOf(0.5)).toBeLessThanOrEqual(1)
})
