// Whole trainings against PyTorch: optimizer, decay, clipping, schedule and label smoothing together, on batches whole and in parts.
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../../data/catalogue'
import { initialState } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { ratesAt } from '../optimizers/schedules'
import { plainRecipe } from '../program/training/training-recipe'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import { loadOptimizersReference } from './optimizers-reference'

const { about, training } = loadOptimizersReference()
const { batchSize, steps, stepsPerEpoch } = training

let data: ImageSet
beforeAll(async () => {
  const { info, train } = await loadDataset('fashion-mnist', { limitTrain: steps * batchSize, limitTest: 1 })
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

describe.each(Object.entries(training.runs))('%s', (_, { optimizer, schedule, labelSmoothing, losses, parameterNorms }) => {
  it.each([1, 3])('has the losses and parameters of PyTorch with batches in %i parts', async (microBatches) => {
    const network = buildNetwork('lenet-relu', [Math.ceil(batchSize / microBatches), 1, 28, 28], { classes: 10, dropout: 0 })
    const initial = initialState(network, 'xavier-uniform', Number(about.seed))
    const trainer = await openTrainer(network, data, initial, 0, { ...plainRecipe, convolution: 'direct', optimizer, labelSmoothing, microBatches })
    const results = await trainer.train(
      Array.from({ length: steps }, (_, number) => ({
        number,
        epoch: 0,
        images: Uint32Array.from({ length: batchSize }, (_, index) => number * batchSize + index),
        ...ratesAt(schedule, optimizer, { step: number, steps, stepsPerEpoch }),
      })),
    )
    const values = await trainer.values()
    await trainer.close()
    expect(results).toHaveLength(steps)
    results.forEach(({ loss }, step) => {
      expect(Math.abs(loss / (losses[step] ?? NaN) - 1), `loss of step ${step}`).toBeLessThan(1e-4)
    })
    network.parameters.forEach(({ name }, index) => {
      const norm = Math.sqrt(values.get(name)?.reduce((sum, value) => sum + value * value, 0) ?? NaN)
      // Biases begin at zero and are still small, so that rounding errors are largest relative to them.
      expect(norm / (parameterNorms[index] ?? NaN), name).toBeCloseTo(1, 2)
    })
  })
})
