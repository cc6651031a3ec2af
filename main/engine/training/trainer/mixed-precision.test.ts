// Training in mixed precision, by CUDA's program on the CPU: near float32, over overflows, and exactly resumed.
import { beforeAll, describe, expect, it } from 'vitest'
import { defaultOptimizer } from '@contract/training/optimizer'
import { defaultSpec } from '@contract/training/run-spec'
import { loadDataset } from '../../../data/catalogue'
import { initialState, type Network, type StateValues } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { lossScaleSlots } from '../../program/training/loss-scale'
import { plainRecipe, recipeOf, type TrainingRecipe } from '../../program/training/training-recipe'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'
import type { StepToTake } from './trainer'

const batchSize = 32
const seed = 1
const mixed: TrainingRecipe = { ...plainRecipe, device: 'cuda', precision: 'mixed' }
const [scale, age] = [lossScaleSlots.scale.name, lossScaleSlots.age.name]

let data: ImageSet
beforeAll(async () => {
  const { info, train } = await loadDataset('fashion-mnist', { limitTrain: 640, limitTest: 1 })
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

const lenet = buildNetwork('lenet-relu', [batchSize, 1, 28, 28], { classes: 10, dropout: 0 })
const begin = (network: Network): StateValues => initialState(network, 'xavier-uniform', seed)

function steps(from: number, to: number): StepToTake[] {
  return Array.from({ length: to - from }, (_, index) => {
    const number = from + index
    return { number, epoch: 0, learningRate: 0.02, images: Uint32Array.from({ length: batchSize }, (_, place) => (number * batchSize + place) % 640) }
  })
}

async function train(network: Network, recipe: TrainingRecipe, values: StateValues, taken: readonly StepToTake[]) {
  const trainer = await openTrainer(network, data, values, seed, recipe, { device: 'cpu' })
  const results = await trainer.train(taken)
  const after = await trainer.values()
  await trainer.close()
  return { losses: results.map(({ loss }) => loss), after }
}

describe('mixed precision', () => {
  it.each([
    ['LeNet', lenet, 40],
    ['a residual network with batch normalisation', buildNetwork('resnet-8', [batchSize, 1, 28, 28], { classes: 10, dropout: 0 }), 10],
  ])('stays near float32: %s', async (_, network, count) => {
    const expected = await train(network, { ...mixed, precision: 'float32' }, begin(network), steps(0, count))
    const { losses, after } = await train(network, mixed, begin(network), steps(0, count))
    losses.forEach((loss, index) => {
      expect(Math.abs(loss - (expected.losses[index] ?? NaN)), `step ${index}`).toBeLessThan(0.02)
    })
    // The losses differ from float32's, so float16 was used.
    expect(losses).not.toEqual(expected.losses)
    expect(after.get(scale)).toEqual(Float32Array.of(2 ** 16))
    expect(after.get(age)).toEqual(Float32Array.of(count))
  })

  it('leaves a step out whose gradients overflow, and halves the scale until they do not', async () => {
    const values = (): StateValues => new Map([...begin(lenet), [scale, Float32Array.of(2 ** 30)]])
    const first = await train(lenet, mixed, values(), steps(0, 1))
    for (const { name } of lenet.parameters) expect(first.after.get(name), name).toEqual(values().get(name))
    expect(first.after.get(scale)).toEqual(Float32Array.of(2 ** 29))
    const { after, losses } = await train(lenet, mixed, values(), steps(0, 40))
    expect(after.get(scale)?.[0]).toBeLessThan(2 ** 24)
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? NaN)
  })

  it('goes on exactly where it stood, the scale and its age too', async () => {
    const recipe: TrainingRecipe = { ...mixed, optimizer: defaultOptimizer('momentum', 0.05) }
    const values = (): StateValues => new Map([...begin(lenet), [scale, Float32Array.of(2 ** 26)]])
    const whole = await train(lenet, recipe, values(), steps(0, 12))
    const half = await train(lenet, recipe, values(), steps(0, 5))
    const rest = await train(lenet, recipe, half.after, steps(5, 12))
    expect([...half.losses, ...rest.losses]).toEqual(whole.losses)
    expect(rest.after).toEqual(whole.after)
    expect(whole.after.get(scale)?.[0]).toBeLessThan(2 ** 26)
  })

  it('adds up over parts of a batch', async () => {
    const parts = buildNetwork('lenet-relu', [8, 1, 28, 28], { classes: 10, dropout: 0 })
    const whole = await train(lenet, mixed, begin(lenet), steps(0, 3))
    const { losses } = await train(parts, { ...mixed, microBatches: 4 }, begin(parts), steps(0, 3))
    expect(losses).toHaveLength(3)
    losses.forEach((loss, index) => {
      expect(Math.abs(loss - (whole.losses[index] ?? NaN))).toBeLessThan(1e-3)
    })
  })

  it.each(['cpu', 'webgpu'] as const)('is refused on the device %s, which gains nothing by it', (device) => {
    const spec = { ...defaultSpec('lenet'), precision: 'mixed' } as const
    expect(() => recipeOf(spec, device)).toThrow('Mixed precision only costs time')
    expect(recipeOf(spec, 'cuda').precision).toBe('mixed')
  })
})
