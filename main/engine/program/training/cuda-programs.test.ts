// Programs for CUDA, without a GPU: every operator has a kernel there, and none whose result depends on the order of atomic additions.
import { describe, expect, it } from 'vitest'
import { noAugmentation } from '@contract/data/augmentation'
import { modelInfo, modelNames, type ModelName } from '@contract/models/zoo'
import { defaultOptimizer, optimizers } from '@contract/training/optimizer'
import type { Network } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import type { Graph } from '../../../onnx/graph'
import { atomicSums, leftToCpu } from '../../runtime/testing/cuda-kernels'
import { emitLoop } from './loop-program'
import { plainRecipe, type TrainingRecipe } from './training-recipe'

const format = { count: 4, channels: 1, height: 28, width: 28 }

function networkOf(model: ModelName, batchSize: number): Network {
  const { inputSize } = modelInfo(model)
  return buildNetwork(model, [batchSize, 1, inputSize, inputSize], { classes: 10, dropout: 0.5 })
}

const programOf = (model: ModelName, recipe: Partial<TrainingRecipe>, batchSize = 2): Graph =>
  emitLoop(networkOf(model, batchSize), format, { ...plainRecipe, device: 'cuda', ...recipe }).graph

/** All operators of a graph and the graphs within. */
function operatorsOf({ nodes }: Graph): string[] {
  return nodes.flatMap(({ operator, attributes }) => [
    operator,
    ...Object.values(attributes).flatMap((attribute) => (attribute.type === 'graph' ? operatorsOf(attribute.value) : [])),
  ])
}

describe('a training program for CUDA', () => {
  it.each(modelNames)('leaves nothing to the CPU: %s', (model) => {
    expect(leftToCpu(programOf(model, {}))).toEqual([])
  })

  it.each(modelNames)('leaves nothing to the CPU in mixed precision: %s', (model) => {
    expect(leftToCpu(programOf(model, { precision: 'mixed' }))).toEqual([])
  })

  it.each(optimizers.map(({ name }) => name))('leaves nothing to the CPU: with %s, clipped, smoothed, mixed and in parts', (name) => {
    const optimizer = { ...defaultOptimizer(name, 0.1), weightDecay: 0.1, clipNorm: 1 }
    expect(leftToCpu(programOf('resnet-8', { optimizer, labelSmoothing: 0.1, augmentation: { ...noAugmentation, mixup: 0.2 }, microBatches: 2 }))).toEqual([])
  })

  it.each(modelNames)('scatters nothing: %s', (model) => {
    expect(operatorsOf(programOf(model, {}))).not.toContain('ScatterElements')
  })

  it.each(['lenet', 'alexnet-small', 'resnet-8'] as const)('adds up nothing in an order of chance, in large batches and clipped: %s', (model) => {
    const recipe = { optimizer: { ...defaultOptimizer('sgd', 0.1), clipNorm: 1 } }
    expect(atomicSums(programOf(model, recipe, 320))).toEqual([])
    expect(atomicSums(programOf(model, { ...recipe, device: 'cpu' }, 320))).not.toEqual([])
  })

  it('would be found out otherwise', () => {
    expect(leftToCpu(programOf('alexnet', { device: 'cpu' }))).toEqual([expect.stringContaining('ScatterElements'), expect.anything(), expect.anything()])
  })
})
