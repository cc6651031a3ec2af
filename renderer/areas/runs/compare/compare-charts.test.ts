// The curves of a comparison: by epoch, step or time, smoothed with their extremes, seeds as mean and band.
import { expect, it } from 'vitest'
import { curveColumns } from '@contract/testing/curve-columns'
import { epochResult, progressPoint, runRecord } from '@contract/testing/sample-runs'
import { defaultSpec } from '@contract/training/run-spec'
import { WholeCurves } from '../../../charts/whole-curves'
import { compareCharts, type ChartChoices } from './compare-charts'
import { comparedRuns, seedSets, singleSets } from './compared-set'

const spec = defaultSpec('lenet-relu')
const choices: ChartChoices = { x: 'epoch', xScale: 'linear', lossScale: 'linear', part: 'train', smoothing: 'off' }

/** A run of 20 points over two epochs, whose loss is `level` but for one spike. */
const curves = (level: number): WholeCurves =>
  new WholeCurves(curveColumns(Array.from({ length: 20 }, (_, index) => progressPoint(10 * (index + 1), { epoch: (index + 1) / 10, loss: index === 7 ? 9 : level, elapsedSeconds: 100 * (index + 1) })), [epochResult(1), epochResult(2)]))
const all = new Map([['a', curves(1)], ['b', curves(3)], ['c', curves(5)]])
const runs = comparedRuns([0, 1, 0].map((seed, index) => runRecord({ id: ['a', 'b', 'c'][index] ?? '', spec: { ...spec, seed, batchSize: index === 2 ? 64 : 128 } })))
const lossOf = (sets: ReturnType<typeof singleSets>, changes: Partial<ChartChoices> = {}) => {
  const { charts, measure } = compareCharts({ sets, curvesOf: (id) => all.get(id) ?? null, colourOf: ({ colour }) => colour, choices: { ...choices, ...changes } })
  return { curves: charts[0]?.model.curves ?? [], measure }
}

it('names runs by what they differ in, and gives no two neighbours the same colour or dash', () => {
  expect(runs.map(({ letter, name }) => `${letter} ${name}`)).toEqual(['A batch size 128, seed 0', 'B batch size 128, seed 1', 'C batch size 64, seed 0'])
  expect(new Set(comparedRuns(Array.from({ length: 20 }, () => runRecord())).map(({ style }) => `${style.colour} ${style.dash.join()}`)).size).toBe(20)
})

it('keeps the extremes of a curve that is smoothed, as the shade behind it', () => {
  const [first] = lossOf(singleSets(runs), { smoothing: 'half-epoch' }).curves
  expect(Math.max(...(first?.line.y ?? []))).toBeLessThan(3)
  expect(Math.max(...(first?.band?.high.y ?? []))).toBe(9)
})

it('draws seeds of a setting as their mean, with the band from the lowest to the highest', () => {
  const [seeds, single] = lossOf(seedSets(runs)).curves
  expect([seeds?.line.y[0], seeds?.band?.low.y[0], seeds?.band?.high.y[0]]).toEqual([2, 1, 3])
  expect([single?.line.y[0], single?.band]).toEqual([5, null])
})

it('has results of epochs where their training ended, whatever the axis is in', () => {
  const x = (unit: ChartChoices['x']) => lossOf(singleSets(runs), { part: 'held-out', x: unit })
  expect([...(x('epoch').curves[0]?.line.x ?? [])]).toEqual([1, 2])
  expect([...(x('step').curves[0]?.line.x ?? [])]).toEqual([100, 200])
  const time = x('time')
  expect(time.measure.title).toBe('time in min')
  expect(time.curves[0]?.line.x[0]).toBeCloseTo(1000 / 60, 9)
})
