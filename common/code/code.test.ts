// Programs of every framework.
import { describe, expect, it } from 'vitest'
import { frameworkNames } from '@contract/models/frameworks'
import { initializerNames, type Initialization } from '@contract/models/initializers'
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
  const text = programCode({ framework, network: { title: 'Long', input: [4, 8, 8], initializer: 'xavier-uniform', initializerScale: 1, parameters: 1, layers: placed }, run: null, trained: null })
  expect(performance.now() - start).toBeLessThan(20_000) // one or two, unless the machine is busy
  const lines = text.split('\n').length
  expect(lines).toBeGreaterThan(100)
  expect(lines).toBeLessThan(500)
})

describe('first weights', () => {
  const layers = [
    { record: layerSchema.parse({ layer: 'conv2d', channels: 4, kernel: 3, padding: 1, groups: 2 }), path: [0], output: [4, 8, 8] },
    { record: layerSchema.parse({ layer: 'conv2d', channels: 4, kernel: 3, padding: 1 }), path: [1], output: [4, 8, 8] },
  ]
  const written = (framework: (typeof frameworkNames)[number], initialization: Initialization): string =>
    programCode({ framework, network: { title: 'Net', input: [4, 8, 8], ...initialization, parameters: 1, layers }, run: null, trained: null })

  const factor = '# Weights are multiplied by 0.1.'
  // By arithmetic: with 36 inputs and outputs of a kernel Glorot's bound is sqrt(6 / 72), in two groups, 18 each, sqrt(6 / 36), and a factor s makes variances s^2.
  it.each([
    ['pytorch', 'xavier-uniform', ['with torch.no_grad():\n            module.weight.mul_(0.1)']],
    ['pytorch', 'pytorch-default', ['def initialize(module):', 'module.weight.mul_(0.1)']],
    ['keras', 'xavier-uniform', ['VarianceScaling(\n            0.01, mode="fan_avg", distribution="uniform")', '-0.0408248', factor]],
    ['keras', 'pytorch-default', ['RandomUniform(\n            -0.1 * bound, 0.1 * bound)', 'RandomUniform(-bound, bound))', factor]],
    ['keras', 'kaiming-normal', ['VarianceScaling(\n            0.02, mode="fan_in"']],
    ['keras', 'normal-0.01', ['stddev=0.001)']],
    ['flax', 'xavier-uniform', ['variance_scaling(0.01, "fan_avg", "uniform")', '                    0.01, "fan_in", "uniform"', factor]],
    ['flax', 'pytorch-default', ['variance_scaling(0.00333333, "fan_in", "uniform")']],
    ['flax', 'kaiming-normal', ['variance_scaling(0.02, "fan_in", "normal")']],
    ['flax', 'normal-0.01', ['normal(0.001)']],
    ['gluon', 'xavier-uniform', ['init.Xavier(magnitude=0.03)', 'init.Uniform(0.0408248)', factor]],
    ['gluon', 'pytorch-default', ['magnitude=0.01)', factor]],
    ['gluon', 'kaiming-normal', ['magnitude=0.02)']],
    ['gluon', 'normal-0.01', ['init.Normal(0.001)']],
  ] as const)('in %s, %s times a tenth', (framework, initializer, parts) => {
    const text = written(framework, { initializer, initializerScale: 0.1 })
    for (const part of parts) expect(text).toContain(part)
    expect(text.split('\n').filter((line) => line.length > 79)).toEqual([])
  })

  it.each([
    ['pytorch', 'nn.init.zeros_(module.weight)'],
    ['keras', 'keras.initializers.Zeros()'],
    ['flax', 'nn.initializers.zeros_init()'],
    ['gluon', 'init.Zero()'],
  ] as const)('in %s, zeros, whatever the factor', (framework, part) => {
    const text = written(framework, { initializer: 'zeros', initializerScale: 10 })
    expect(text).toContain(part)
    expect(text).toBe(written(framework, { initializer: 'zeros', initializerScale: 1 }))
  })

  it.each(frameworkNames)('in %s, every scheme and no factor mention none', (framework) => {
    for (const initializer of initializerNames) expect(written(framework, { initializer, initializerScale: 1 })).not.toMatch(/multiplied|mul_/)
  })
})
