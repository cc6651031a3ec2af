// Programs of every framework.
import { describe, expect, it } from 'vitest'
import { frameworkNames } from '@contract/models/frameworks'
import { layerSchema } from '@contract/models/layers/layer'
import { mostLayers } from '@contract/models/layers/listing-fault'
import { programCode } from './code'
import { classNameOf } from './program'

describe('the name of a class', () => {
  it.each([
    ['LeNet with ReLU', 'LeNetWithReLU'],
    ['VGG-11', 'VGG11'],
    ['3 layers', 'Network3Layers'],
    ['Größe', 'GroE'],
    ['網', 'Network'],
    ['None', 'NoneNetwork'],
    ['Residual', 'ResidualNetwork'],
  ])('of %s is %s', (title, name) => {
    expect(classNameOf(title)).toBe(name)
  })
})

it.each(frameworkNames)('the largest list is written in seconds in %s, what repeats in functions', (framework) => {
  const [relu] = [layerSchema.parse({ layer: 'relu' })]
  const layers = Array.from({ length: mostLayers / 2 }, (_, index) => [layerSchema.parse({ layer: 'conv2d', channels: 4, kernel: 1 + 2 * (index % 7), padding: index % 7 }), relu]).flat()
  const placed = layers.map((record, index) => ({ record, path: [index], output: [4, 8, 8] }))
  const start = performance.now()
  const text = programCode({ framework, network: { title: 'Long', input: [4, 8, 8], initializer: 'xavier-uniform', parameters: 1, layers: placed }, run: null, trained: null })
  expect(performance.now() - start).toBeLessThan(20_000) // one or two, unless the machine is busy
  const lines = text.split('\n').length
  expect(lines).toBeGreaterThan(100)
  expect(lines).toBeLessThan(500)
})
