// The analysis of networks: the book's and published totals, layers computed by hand pass by pass, precisions and optimizers.
import { describe, expect, it } from 'vitest'
import { arithmeticIntensity } from '@common/layers/arithmetic-intensity'
import type { LayerInput } from '@contract/models/layers/layer'
import { layerGroups, networkAnalysisSchema, passNames, plainAnalysis, type LayerRow, type PassCost } from '@contract/models/network-analysis'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { defaultOptimizer } from '@contract/training/optimizer'
import { buildLayers } from '../networks/build-layers'
import { buildNetwork } from '../networks/zoo/zoo'
import { analyzeNetwork } from './network-analysis'

const cost = (multiplyAdds: number, flops: number, bytesRead: number, bytesWritten: number): PassCost => ({ multiplyAdds, flops, bytesRead, bytesWritten })
const none = cost(0, 0, 0, 0)
const trainingPasses = ['forward', 'inputGradient', 'weightGradient'] as const

describe('AlexNet as the book has it', () => {
  const { total, groups, rows, memory } = analyzeNetwork(buildNetwork('alexnet', [1, 1, 224, 224], { classes: 10 }))

  it('multiplies and adds 938,146,176 times, 95.4 % of it in convolutions, which have 8 % of the parameters', () => {
    expect(total.parameters).toBe(46_764_746)
    expect(total.passes.forward.multiplyAdds).toBe(938_146_176)
    expect(groups.convolution.passes.forward.multiplyAdds / total.passes.forward.multiplyAdds).toBeCloseTo(0.954, 3)
    expect(groups.convolution.parameters / total.parameters).toBeCloseTo(0.08, 2)
    const second = rows.find(({ name }) => name === 'conv2')?.passes.forward.multiplyAdds ?? NaN
    expect(second / total.passes.forward.multiplyAdds).toBeCloseTo(0.44, 2)
  })

  // 5.561e9 was computed as two operations for each multiply-add of three passes, without the gradient of the image, and nothing else.
  it('takes 5.561e9 operations in training; those on single elements are 0.05 % beside', () => {
    const multiplyAdds = trainingPasses.reduce((sum, pass) => sum + total.passes[pass].multiplyAdds, 0)
    const first = rows[0]?.passes.forward.multiplyAdds ?? NaN
    expect(multiplyAdds).toBe(3 * 938_146_176 - first)
    expect((2 * multiplyAdds) / 1e9).toBeCloseTo(5.561, 3)
    const flops = trainingPasses.reduce((sum, pass) => sum + total.passes[pass].flops, 0)
    expect(flops / (2 * multiplyAdds) - 1).toBeCloseTo(0.0005, 4)
  })

  it('has the least memory at the update: parameters and their gradients outweigh the activations of one image', () => {
    expect(memory.training.events[memory.training.peak]?.bytes.gradients).toBeGreaterThan(0.9 * 4 * total.parameters)
    expect(memory.training.peakBytes).toBeGreaterThan(2 * 4 * total.parameters)
    expect(memory.inference.peakBytes).toBeLessThan(1.1 * 4 * total.parameters)
  })
})

/**
 * Weights and multiply-adds of convolutions and of fully connected layers, in millions.
 * V. Sze et al., "Efficient processing of deep neural networks: a tutorial and survey", Proceedings of the IEEE 105(12), 2017, table II.
 */
it.each([
  ['alexnet-2012', 227, { convolution: [2.3, 666], fullyConnected: [58.6, 58.6] }],
  ['vgg-16', 224, { convolution: [14.7, 15_300], fullyConnected: [124, 124] }],
] as const)('%s has the weights and multiply-adds that were published', (model, size, published) => {
  const { groups } = analyzeNetwork(buildNetwork(model, [1, 3, size, size], { classes: 1000 }))
  for (const group of ['convolution', 'fullyConnected'] as const) {
    const [weights, multiplyAdds] = published[group]
    expect(groups[group].parameters / 1e6 / weights).toBeCloseTo(1, 1)
    expect(groups[group].passes.forward.multiplyAdds / 1e6 / multiplyAdds).toBeCloseTo(1, 2)
  }
})

it.each(modelNames)('%s: rows fit the contract, have names of their own, and add up in groups', (model: ModelName) => {
  const { inputSize } = modelInfo(model)
  const analysis = analyzeNetwork(buildNetwork(model, [4, 1, inputSize, inputSize], { classes: 10 }))
  expect(networkAnalysisSchema.parse(analysis)).toEqual(analysis)
  expect(new Set(analysis.rows.map(({ name }) => name)).size).toBe(analysis.rows.length)
  for (const pass of passNames) {
    const parts = layerGroups.reduce((sum, group) => sum + analysis.groups[group].passes[pass].bytesRead, 0)
    expect(parts).toBe(analysis.total.passes[pass].bytesRead)
  }
  const { training, inference } = analysis.memory
  expect(training.events).toHaveLength(2 * analysis.rows.length + 1)
  expect(training.peakBytes).toBeGreaterThan(inference.peakBytes)
})

/** The rows of layers over images [2, 3, 8, 8]. */
const rowsOf = (layers: readonly LayerInput[], settings = plainAnalysis): readonly LayerRow[] => analyzeNetwork(buildLayers('one', [2, 3, 8, 8], layers), settings).rows
/** One of them, which is not the first layer with weights. */
const costsOf = (layer: LayerInput, settings = plainAnalysis): LayerRow['passes'] | undefined =>
  rowsOf([{ layer: 'conv2d', channels: 4, kernel: 1 }, layer], settings)[1]?.passes

/** Numbers of what goes into the layers below: [2, 4, 8, 8]. */
const x = 512

describe('a layer by hand', () => {
  it('convolution: the kernel is read in both gradients but one', () => {
    // [2, 4, 8, 8] to [2, 6, 6, 6] by kernels of 4x3x3.
    const [y, w, products] = [432, 6 * 36, 432 * 36]
    expect(costsOf({ layer: 'conv2d', channels: 6, kernel: 3 })).toEqual({
      forward: cost(products, 2 * products, 4 * (x + w + 6), 4 * y),
      inputGradient: cost(products, 2 * products, 4 * (y + w), 4 * x),
      weightGradient: cost(products, 2 * products + y, 4 * (y + x), 4 * (w + 6)),
      update: cost(0, 2 * (w + 6), 4 * 2 * (w + 6), 4 * (w + 6)),
    })
  })

  it('first layer: no gradient of the images, also behind a layer without weights', () => {
    const [first, second] = rowsOf([{ layer: 'multiply', factor: 255 }, { layer: 'conv2d', channels: 4, kernel: 1 }])
    expect(first?.passes).toEqual({ forward: cost(0, 384, 4 * 384, 4 * 384), inputGradient: none, weightGradient: none, update: none })
    expect(second?.passes.inputGradient).toEqual(none)
    expect(second?.passes.weightGradient.multiplyAdds).toBe(384 * 4)
  })

  it('fully connected layer', () => {
    const rows = rowsOf([{ layer: 'conv2d', channels: 4, kernel: 1 }, { layer: 'flatten' }, { layer: 'linear', features: 10, bias: false }])
    // [2, 256] to [2, 10]; flattening moves nothing.
    expect(rows[1]?.passes).toEqual({ forward: none, inputGradient: none, weightGradient: none, update: none })
    expect(rows[2]?.passes).toEqual({
      forward: cost(5120, 10_240, 4 * (512 + 2560), 4 * 20),
      inputGradient: cost(5120, 10_240, 4 * (20 + 2560), 4 * 512),
      weightGradient: cost(5120, 10_240, 4 * (20 + 512), 4 * 2560),
      update: cost(0, 5120, 4 * 5120, 4 * 2560),
    })
  })

  it('max-pool: places of the maxima take a byte each, and neither input nor output is read again', () => {
    // 2x2 windows: [2, 4, 4, 4].
    expect(costsOf({ layer: 'maxPool2d', kernel: 2 })).toEqual({
      forward: cost(0, 3 * 128, 4 * x, 4 * 128 + 128),
      inputGradient: cost(0, 128, 4 * 128 + 128, 4 * x),
      weightGradient: none,
      update: none,
    })
  })

  it('batch normalisation', () => {
    expect(costsOf({ layer: 'batchNorm' })).toEqual({
      forward: cost(0, 6 * x, 4 * (x + 4 * 4), 4 * x),
      inputGradient: cost(0, 6 * x, 4 * (x + x + 4), 4 * x),
      weightGradient: cost(0, 5 * x, 4 * (x + x), 4 * 8),
      update: cost(0, 16, 64, 32),
    })
  })

  it('local response normalisation keeps its denominators', () => {
    expect(costsOf({ layer: 'localResponseNorm', size: 3 })).toEqual({
      forward: cost(0, 7 * x, 4 * x, 4 * 2 * x),
      inputGradient: cost(0, 10 * x, 4 * 3 * x, 4 * x),
      weightGradient: none,
      update: none,
    })
  })

  it('of several operators is one row, which reads and writes once', () => {
    const [, silu] = rowsOf([{ layer: 'conv2d', channels: 4, kernel: 1 }, { layer: 'silu' }])
    expect(silu).toMatchObject({ name: 'silu1', kind: 'silu', operators: ['Sigmoid', 'Mul'], inputShapes: [[2, 4, 8, 8]], outputShape: [2, 4, 8, 8] })
    // Forward a sigmoid and a product; back 3 of the sigmoid, a product for each side, and the sum of both ways to x.
    expect(silu?.passes.forward).toEqual(cost(0, 2 * x, 4 * x, 4 * x))
    expect(silu?.passes.inputGradient).toEqual(cost(0, 6 * x, 4 * 2 * x, 4 * x))
    for (const layer of [{ layer: 'groupNorm', groups: 2 }, { layer: 'layerNorm' }, { layer: 'dropout2d' }] as const) {
      const passes = costsOf(layer)
      expect({ layer, read: Math.floor((passes?.forward.bytesRead ?? NaN) / (4 * x)) }).toEqual({ layer, read: layer.layer === 'layerNorm' ? 2 : 1 })
      expect(passes?.forward.bytesWritten).toBeLessThan(4 * x * 1.1)
    }
  })

  it('block: its sum is its row, passes the gradient on, and the other way to its input adds to it', () => {
    const rows = rowsOf([{ layer: 'conv2d', channels: 4, kernel: 1 }, { layer: 'residual', layers: [{ layer: 'conv2d', channels: 4, kernel: 1, bias: false }] }])
    expect(rows.map(({ name, path }) => [name, path?.join('.')])).toEqual([['conv1', '0'], ['conv2', '1.layers.0'], ['add1', '1']])
    expect(rows[2]).toMatchObject({ kind: 'residual', operators: ['Add'], inputShapes: [[2, 4, 8, 8], [2, 4, 8, 8]] })
    expect(rows[2]?.passes).toEqual({ forward: cost(0, x, 4 * 2 * x, 4 * x), inputGradient: none, weightGradient: none, update: none })
    // Of the convolution: its product, and a sum for each number of its input.
    expect(rows[1]?.passes.inputGradient).toEqual(cost(4 * x, 8 * x + x, 4 * (x + 16 + x), 4 * x))
  })
})

describe('settings', () => {
  it('in mixed precision what is multiplied has half the bytes, and the state all of them', () => {
    const mixed = costsOf({ layer: 'conv2d', channels: 6, kernel: 3 }, { ...plainAnalysis, precision: 'mixed' })
    expect(mixed?.forward).toEqual(cost(432 * 36, 2 * 432 * 36, 2 * (x + 222), 2 * 432))
    expect(mixed?.weightGradient).toMatchObject({ bytesRead: 2 * (432 + x), bytesWritten: 4 * 222 })
    expect(mixed?.update).toMatchObject({ bytesRead: 8 * 222, bytesWritten: 6 * 222 })
  })

  it.each([
    ['sgd', 2, 2, 1],
    ['momentum', 4, 3, 2],
    ['nesterov', 6, 3, 2],
    ['adamw', 12, 4, 3],
  ] as const)('%s takes %i operations for each parameter, reads %i numbers and writes %i', (name, flops, read, written) => {
    const optimizer = { ...defaultOptimizer(name, 0.1), weightDecay: 0 }
    expect(costsOf({ layer: 'conv2d', channels: 6, kernel: 3 }, { ...plainAnalysis, optimizer })?.update).toEqual(cost(0, flops * 222, 4 * read * 222, 4 * written * 222))
    const decayed = costsOf({ layer: 'conv2d', channels: 6, kernel: 3 }, { ...plainAnalysis, optimizer: { ...optimizer, weightDecay: 0.1, clipNorm: 1 } })
    expect(decayed?.update).toEqual(cost(0, (flops + 5) * 222, 4 * (read + 1) * 222, 4 * written * 222))
  })
})

it('arithmetic intensity is operations by bytes, of several passes together', () => {
  expect(arithmeticIntensity(cost(0, 12, 2, 1))).toBe(4)
  expect(arithmeticIntensity(cost(0, 12, 2, 1), cost(0, 0, 2, 1))).toBe(2)
  expect(arithmeticIntensity(none)).toBeNull()
})

it('says which layer makes a network too large to be counted', () => {
  const layers: LayerInput[] = [{ layer: 'conv2d', channels: 1, kernel: 1 }, { layer: 'upsample', scale: 3000 }, { layer: 'conv2d', channels: 1, kernel: 20_000 }]
  const network = buildLayers('huge', [4096, 1, 8, 8], layers)
  expect(() => analyzeNetwork(network)).toThrow(/huge: conv2 makes the network so large that its cost cannot be counted/)
})
