// Sentences about telemetry: each trouble is told, a training without troubles gets none.
import { layerFigureNames, type LayerFigure, type Telemetry } from '@contract/runs/telemetry'
import { expect, it } from 'vitest'
import { plainFormats as formats } from '../words/plain-format'
import { layerTroubles } from './layer-troubles'

const layers = [{ name: 'conv1', kind: 'conv2d' }, { name: 'relu1', kind: 'relu' }, { name: 'sigmoid1', kind: 'sigmoid' }, { name: 'fc1', kind: 'linear' }]
const healthy: Readonly<Record<LayerFigure, readonly (number | null)[]>> = {
  activationRms: [1, 0.8, 0.5, 2],
  zeroShare: [0, 0.5, 0, 0],
  saturatedShare: [null, null, 0.02, null],
  notFiniteShare: [0, 0, 0, 0],
  outputGradientRms: [0.01, 0.01, 0.02, 0.05],
  weightGradientRms: [0.02, null, null, 0.1],
  weightRms: [0.2, null, null, 0.1],
  updateRms: [2e-4, null, null, 1e-4],
}

function telemetry(changes: Partial<typeof healthy>): Telemetry {
  const sample = (step: number, figures: typeof healthy) => ({ step, figures: Object.fromEntries(layerFigureNames.map((name) => [name, [...figures[name]]])) as Telemetry['samples'][number]['figures'] })
  return { layers, images: 16, samples: [sample(0, { ...healthy, ...changes, activationRms: healthy.activationRms }), sample(1000, { ...healthy, ...changes })] }
}

it.each<[string, Partial<typeof healthy>, RegExp | null]>([
  ['nothing', {}, null],
  ['fading gradients', { weightGradientRms: [1e-6, null, null, 0.05] }, /^The gradient fades on its way back: at the weights of conv1 it is 50,000 times smaller than at those of fc1/],
  ['gradients that have all but gone', { weightGradientRms: [1e-14, null, null, 0.05] }, /^The gradient fades on its way back: at the weights of conv1 it is about 10¹³ times smaller/],
  ['growing gradients', { weightGradientRms: [500, null, null, 0.1] }, /^The gradient grows on its way back: .* 5,000 times larger/],
  ['no gradient', { weightGradientRms: [0, null, null, 0.1] }, /^No gradient reaches the weights of conv1: they stay as they were drawn\.$/],
  ['no gradient at all', { weightGradientRms: [0, null, null, 0] }, /^No gradient reaches the weights of conv1 and fc1: they stay as they were drawn\.$/],
  ['dead units', { zeroShare: [0, 1, 0, 0] }, /^At step 1,000, relu1 puts out nothing but zeros, so that no gradient passes: the layer is dead\.$/],
  ['saturation', { saturatedShare: [null, null, 0.97, null] }, /^At step 1,000, 97 % of sigmoid1 is saturated/],
  ['divergence', { notFiniteShare: [0, 0, 0.5, 1], activationRms: [1, 0.8, null, null] }, /^From sigmoid1 on, what the layers compute is no longer a finite number/],
])('tells of %s', (_, changes, sentence) => {
  const told = layerTroubles(telemetry(changes), formats)
  if (sentence === null) expect(told).toEqual([])
  else expect(told).toEqual([expect.stringMatching(sentence)])
})

it('says nothing where nothing was looked at', () => {
  expect(layerTroubles({ layers, images: 16, samples: [] }, formats)).toEqual([])
})
