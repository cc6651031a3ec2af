// Sizes of weights and updates are those of the layers' own weights, before and behind a step.
import { expect, it } from 'vitest'
import { weightFigures } from './weight-figures'
import type { WatchedLayer } from './watched-layers'

const layers = [{ name: 'conv1', kind: 'conv2d', weight: 'conv1.weight' }, { name: 'relu1', kind: 'relu', weight: null }].map((layer) => layer as WatchedLayer)
const before = new Map([['conv1.weight', Float32Array.of(3, -4, 0, 0)], ['conv1.bias', Float32Array.of(100)]])
const after = new Map([['conv1.weight', Float32Array.of(3, -4, 1e-30, -1e-30)], ['conv1.bias', Float32Array.of(0)]])

it('has both for layers with weights, whose squares would be too small for float32', () => {
  const { weightRms, updateRms } = weightFigures(layers, before, after)
  expect(weightRms).toEqual([2.5, null])
  expect((updateRms[0] ?? 0) / 1e-30).toBeCloseTo(Math.SQRT1_2, 5)
  expect(updateRms[1]).toBeNull()
})

it('has no update where no step followed', () => {
  expect(weightFigures(layers, before, null)).toEqual({ weightRms: [2.5, null], updateRms: [null, null] })
})
