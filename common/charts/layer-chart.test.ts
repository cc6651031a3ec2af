// Chart data of telemetry: which layers have a figure, where values lie on the shared scale, and which sample a column of the heat map shows.
import { layerFigureNames, type LayerFigure, type Telemetry } from '@contract/runs/telemetry'
import { describe, expect, it } from 'vitest'
import { figureScale, heatColumns, layerChart, nearestSample, stepAxis } from './layer-chart'

const layers = [{ name: 'conv1', kind: 'conv2d' }, { name: 'relu1', kind: 'relu' }, { name: 'fc1', kind: 'linear' }]

function telemetry(figure: LayerFigure, samples: readonly (readonly [step: number, values: (number | null)[]])[]): Telemetry {
  const empty = layers.map(() => null)
  return { layers, images: 16, samples: samples.map(([step, values]) => ({ step, figures: Object.fromEntries(layerFigureNames.map((name) => [name, name === figure ? values : empty])) as Telemetry['samples'][number]['figures'] })) }
}

describe('layerChart', () => {
  it('has a line for each layer with the figure, by depth, and gaps where a number was not finite', () => {
    const { steps, lines } = layerChart(telemetry('weightGradientRms', [[0, [0.1, null, 0.2]], [50, [null, null, 0.3]]]), 'weightGradientRms')
    expect(steps).toEqual([0, 50])
    expect(lines.map(({ name, depth, values, isActivation }) => [name, depth, values, isActivation])).toEqual([['conv1', 0, [0.1, null], false], ['fc1', 1, [0.2, 0.3], false]])
  })

  it('tells activations from layers with weights', () => {
    expect(layerChart(telemetry('activationRms', [[0, [1, 1, 1]]]), 'activationRms').lines.map(({ isActivation }) => isActivation)).toEqual([false, true, false])
  })
})

describe('figureScale', () => {
  it('has shares from 0 to 100 %, whatever the values', () => {
    const scale = figureScale('zeroShare', [layerChart(telemetry('zeroShare', [[0, [0.4, 0.5, 0.6]]]), 'zeroShare')])
    expect([0, 0.5, 1].map((value) => scale.axis.placeOf(value))).toEqual([0, 0.5, 1])
    expect(scale.strengthOf(0.25)).toBe(0.25)
    expect(scale.axis.ticks.map(({ text }) => text.replace('\u00a0', ' '))).toEqual(['0 %', '20 %', '40 %', '60 %', '80 %', '100 %'])
  })

  it('has sizes of all runs on one logarithmic axis; zero has no place and the weakest colour', () => {
    const charts = [[[0, [1e-6, null, 0]]], [[0, [1, null, 1e-3]]]].map((samples) => layerChart(telemetry('weightGradientRms', samples as never), 'weightGradientRms'))
    const scale = figureScale('weightGradientRms', charts)
    expect(scale.strengthOf(1e-3)).toBeCloseTo(0.5)
    expect(scale.axis.placeOf(1e-3)).toBeCloseTo(0.5)
    expect([scale.hasPlace(0), scale.strengthOf(0), scale.strengthOf(1)]).toEqual([false, 0, 1])
    expect([scale.weakest, scale.strongest]).toEqual(['1e-6', '1'])
  })

  it('has an axis for one value, and none where all are zero', () => {
    const scaleOf = (value: number) => figureScale('weightRms', [layerChart(telemetry('weightRms', [[0, [value, null, null]]]), 'weightRms')])
    expect(scaleOf(0.3).axis.placeOf(0.3)).toBeGreaterThan(0)
    expect(scaleOf(0.3).axis.placeOf(0.3)).toBeLessThan(1)
    expect(scaleOf(0).axis.ticks).toEqual([])
  })
})

describe('steps', () => {
  const stepsOf = (...steps: number[]) => ({ steps, lines: [] })

  it('have half a distance of samples at both ends, for all runs', () => {
    const axis = stepAxis([stepsOf(0, 50, 100), stepsOf(0, 50)])
    expect([axis.at(0), axis.at(1)]).toEqual([-25, 125])
    expect(axis.placeOf(50)).toBe(0.5)
  })

  it('have a place where there is one sample', () => {
    const axis = stepAxis([stepsOf(0)])
    expect(axis.placeOf(0)).toBe(0.5)
    expect(axis.ticks).toEqual([{ place: 0.5, text: '0' }])
  })

  it.each([[-10, 0], [24, 0], [26, 1], [80, 2], [999, 2]])('at step %i, the nearest sample is number %i', (step, sample) => {
    expect(nearestSample([0, 50, 100], step)).toBe(sample)
  })

  it('have a column for each sample, or as many as can be told apart', () => {
    const steps = [0, 50, 100, 150]
    const axis = stepAxis([stepsOf(...steps)])
    expect(heatColumns(steps, axis, 10)).toEqual({ from: 0, to: 1, samples: [0, 1, 2, 3] })
    expect(heatColumns(steps, axis, 2).samples).toHaveLength(2)
    const shorter = heatColumns([0, 50], axis, 10)
    expect([shorter.from, shorter.to, shorter.samples]).toEqual([0, 0.5, [0, 1]])
  })
})
