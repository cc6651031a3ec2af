// The charts of a run: they hold its live arrays, have units on their axes, and show published figures.
import { presets } from '@contract/training/presets'
import { defaultSpec } from '@contract/training/run-spec'
import { describe, expect, it } from 'vitest'
import { epochResult, progressPoint } from '@contract/testing/sample-runs'
import { comparedResult, published } from '@common/published/published'
import { publishedPoints } from '@common/published/published-points'
import { epochsSoFar, runCharts } from './run-charts'
import { curveColumns } from '@contract/testing/curve-columns'
import { RunCurves } from './run-curves'

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('runCharts', () => {
  const curves = new RunCurves(curveColumns([progressPoint(100), progressPoint(469)], [epochResult(1, 0.8)]))
  const charts = runCharts({ curves, heldOut: 'test', epochs: 10, published: comparedResult(defaultSpec('lenet')), memoryNote: 'resident memory', predictedMemory: 1.4e9, peakMemory: 1.5e9, predictedSpeed: 5000, classes: 10 })

  it('draws what the curves hold, now and later', () => {
    const train = charts.loss.series.find(({ role }) => role === 'train')
    expect(train?.points).toBe(curves.loss.train.mean.points)
    expect(charts.accuracy.series.find(({ role }) => role === 'test')?.points).toEqual([{ x: 1, y: 0.8 }])
  })

  it('has a title with its unit on every axis', () => {
    expect([charts.loss, charts.accuracy, charts.imagesPerSecond, charts.memory].map(({ yAxis }) => yAxis(1.5e9).title)).toEqual(['loss', 'accuracy in %', 'images/s', 'memory in GB'])
  })

  it('writes ticks in the unit of the axis and values with theirs', () => {
    expect(charts.accuracy.yAxis(1).tick(0.4)).toBe('40')
    expect(charts.memory.yAxis(2e9).tick(1.5e9)).toBe('1.5')
    expect(plain(charts.memory.formatValue(1.5e9))).toBe('1.50 GB')
    expect(charts.imagesPerSecond.formatValue(4136)).toBe('4,136 images/s')
  })

  it('labels the published figure, the predicted memory and the peak', () => {
    const labels = [...charts.accuracy.series, ...charts.memory.series].map(({ label }) => label).filter((label) => label !== '')
    expect(labels).toEqual(['book, sigmoid', 'train', 'test', 'predicted', 'peak'])
    const unknown = runCharts({ curves, heldOut: 'test', epochs: 10, published: comparedResult(defaultSpec('lenet')), memoryNote: 'resident memory', predictedMemory: null, peakMemory: null, predictedSpeed: null, classes: 10 })
    expect(unknown.memory.series.map(({ role }) => role)).toEqual(['measured'])
    expect(unknown.memory.yAxis(5e6).title).toBe('memory in MB')
    expect(unknown.memory.yAxis(1).title, 'of a run without a step').toBe('memory in MB')
    const unpublished = runCharts({ curves, heldOut: 'test', epochs: 10, published: null, memoryNote: 'resident memory', predictedMemory: null, peakMemory: null, predictedSpeed: null, classes: 10 })
    expect(unpublished.accuracy.series.map(({ role }) => role)).toEqual(['chunks', 'train', 'test'])
  })
})

describe('the loss', () => {
  it.each([[10, 2.303], [137, 4.92]])('of %d classes begins where all are as likely', (classes, loss) => {
    const { loss: model } = runCharts({ curves: new RunCurves(curveColumns([])), heldOut: 'test', epochs: 1, published: null, memoryNote: '', predictedMemory: null, peakMemory: null, predictedSpeed: null, classes })
    expect(model.yExpected).toBeCloseTo(loss, 3)
  })
})

describe('publishedPoints', () => {
  it('are a level for one number and a curve for one by epoch', () => {
    expect(publishedPoints(comparedResult(defaultSpec('lenet')), 5)).toEqual([{ x: 0, y: 0.728 }, { x: 5, y: 0.728 }])
    const alexnet = publishedPoints(published.alexnetMxnet, 10)
    expect(alexnet[0]).toEqual({ x: 1, y: 0.752 })
    expect(alexnet).toHaveLength(10)
  })

  it('of the presets are fractions, at epochs of the chart', () => {
    const points = presets.flatMap(({ spec }) => publishedPoints(comparedResult(spec), spec.epochs).map(({ x, y }) => ({ x, y, epochs: spec.epochs })))
    expect(points.length).toBeGreaterThan(presets.length)
    for (const { x, y, epochs } of points) {
      expect(x).toBeLessThanOrEqual(epochs)
      expect(y).toBeGreaterThanOrEqual(0.1)
      expect(y).toBeLessThan(1)
    }
  })
})

describe('epochsSoFar', () => {
  it.each([
    [0, 10, 0.01],
    [0.013, 10, 0.02],
    [0.3, 10, 0.5],
    [1, 10, 1],
    [1.2, 10, 2],
    [5.5, 10, 10],
    [9, 8, 8],
    [0.4, 0.3, 0.3],
  ])('epoch %d of %d shows up to %d', (epoch, epochs, end) => {
    expect(epochsSoFar(epoch, epochs)).toBeCloseTo(end, 9)
  })
})
