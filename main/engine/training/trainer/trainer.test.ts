// The trainer: chunks, partial batches and dropout.
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { defaultOptimizer, optimizers, optimizerSchema } from '@contract/training/optimizer'
import { loadDataset } from '../../../data/catalogue'
import type { ImageDataset } from '../../../data/dataset'
import { madeUpInfo, madeUpSet } from '../../../data/testing/made-up-set'
import { initialState, type Network, type StateValues } from '../../../networks/network'
import { buildLayers } from '../../../networks/build-layers'
import { batchNorm, conv2d, dropout, flatten, linear, relu } from '../../../networks/listing'
import { plainRecipe, type TrainingRecipe } from '../../program/training/training-recipe'
import { Evaluator } from '../../evaluation/evaluator'
import { feedsOf } from '../../runtime/session'
import { expectClose } from '../../testing/expect-close'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'
import type { StepToTake, TrainerOptions } from './trainer'

let data: ImageSet<Uint8Array>
beforeAll(async () => {
  const { info, train } = (await loadDataset('fashion-mnist', { limitTrain: 256, limitTest: 1 })) as ImageDataset<Uint8Array>
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

type OptimizerInput = z.input<typeof optimizerSchema>

type Build = (batchSize: number) => Network

/** A network with dropout behind its middle layer. */
const network = (rate: number): Build => (batchSize) =>
  buildLayers('tiny', [batchSize, 1, 28, 28], [flatten(), linear(64), relu(), dropout(rate), linear(10)])

/** A network with batch normalisation of images and of features. */
const normalized: Build = (batchSize) =>
  buildLayers('normalized', 
    [batchSize, 1, 28, 28],
    [conv2d(4, { kernel: 5, stride: 3 }), batchNorm(), relu(), flatten(), linear(16), batchNorm(), relu(), linear(10)],
  )

const step = (number: number, count: number, learningRate = 0.05): StepToTake => ({
  number,
  epoch: 0,
  images: Uint32Array.from({ length: count }, (_, index) => (number * 32 + index) % 256),
  learningRate,
})

async function train(build: Build, imagesAtOnce: number, chunks: readonly (readonly StepToTake[])[], recipe = plainRecipe, options: TrainerOptions = {}) {
  const net = build(imagesAtOnce)
  const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', 1), 1, recipe, options)
  const results = []
  for (const chunk of chunks) results.push(...(await trainer.train(chunk)))
  const values = await trainer.values()
  await trainer.close()
  return { results, values, state: trainer.state }
}

const bytes = (values: StateValues): string => [...values].map(([name, { buffer }]) => name + Buffer.from(buffer).toString('base64')).join()

function expectCloseStates(values: StateValues, expected: StateValues): void {
  expect(expected.size).toBeGreaterThan(0)
  expect([...values.keys()]).toEqual([...expected.keys()])
  for (const [name, list] of expected) expectClose(values.get(name) ?? [], list, 5, name)
}

/** Mean cross-entropy of a linear network without bias on pixels scaled to 0..1. @param weight [classes, pixels] */
function meanCrossEntropy(pixels: Uint8Array, labels: readonly number[], weight: Float32Array): number {
  const size = pixels.length / labels.length
  const classes = weight.length / size
  const losses = labels.map((label, image) => {
    const logits = Array.from({ length: classes }, (_, row) => {
      let sum = 0
      for (let place = 0; place < size; place++) sum += ((weight[row * size + place] ?? NaN) * (pixels[image * size + place] ?? NaN)) / 255
      return sum
    })
    const largest = Math.max(...logits)
    return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0)) - (logits[label] ?? NaN)
  })
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length
}

/** Steps by a program that leaves every fully connected parameter to late updates, the first one's in five slices. */
const lateOptions: TrainerOptions = { takesLoneSteps: true, lateLimits: { fromBytes: 0, sliceBytes: 50_000 } }

describe('trainer', () => {
  const steps = Array.from({ length: 6 }, (_, number) => step(number, 32))

  it.each([
    ['dropout', network(0.5)],
    ['batch normalisation', normalized],
  ])('computes the same bytes with %s however the steps are cut into chunks', async (_, build) => {
    const whole = await train(build, 32, [steps])
    const parts = await train(build, 32, [steps.slice(0, 1), steps.slice(1, 4), steps.slice(4)])
    expect(parts.results).toEqual(whole.results)
    expect(bytes(parts.values)).toBe(bytes(whole.values))
  })

  it.each(optimizers)('computes the same bytes with $name however the steps are cut into chunks', async ({ name }) => {
    const recipe = { ...plainRecipe, optimizer: { ...defaultOptimizer(name, 0.01), weightDecay: 0.01, clipNorm: 1 }, labelSmoothing: 0.1 }
    const whole = await train(network(0.5), 32, [steps], recipe)
    const parts = await train(network(0.5), 32, [steps.slice(0, 1), steps.slice(1, 4), steps.slice(4)], recipe)
    expect(parts.results).toEqual(whole.results)
    expect(bytes(parts.values)).toBe(bytes(whole.values))
  })

  it.each<[string, Build, Partial<TrainingRecipe>]>([
    ['dropout and momentum', network(0.5), { optimizer: defaultOptimizer('momentum', 0.05) }],
    ['batch normalisation and fast convolutions', normalized, { labelSmoothing: 0.1 }],
    ['micro-batches', network(0.5), { microBatches: 2 }],
  ])('computes the same bytes with %s where each run of the program takes one step', async (_, build, changes) => {
    const recipe = { ...plainRecipe, ...changes }
    const chunks = [steps.slice(0, 2), steps.slice(2)]
    const [whole, alone] = [await train(build, 32 / recipe.microBatches, chunks, recipe), await train(build, 32 / recipe.microBatches, chunks, recipe, { takesLoneSteps: true })]
    expect(alone.results).toEqual(whole.results)
    expect(bytes(alone.values)).toBe(bytes(whole.values))
  })

  it.each<OptimizerInput>([
    { name: 'sgd', learningRate: 0.05 },
    { name: 'sgd', learningRate: 0.05, weightDecay: 0.01, clipNorm: 0.5 },
    { name: 'momentum', learningRate: 0.05, weightDecay: 0.01, decoupledDecay: false },
    { name: 'nesterov', learningRate: 0.05, weightDecay: 0.01, decoupledDecay: true },
    { name: 'adamw', learningRate: 0.01, weightDecay: 0.01 },
  ])('computes the same bytes by $name where fully connected parameters are written over in slices behind the step', async (settings) => {
    const recipe = { ...plainRecipe, optimizer: optimizerSchema.parse(settings) }
    const [whole, late] = [await train(network(0.5), 32, [steps], recipe), await train(network(0.5), 32, [steps], recipe, lateOptions)]
    expect(late.results).toEqual(whole.results)
    expect(bytes(late.values)).toBe(bytes(whole.values))
  })

  it('keeps the memory of what it updates behind the step', async () => {
    const net = network(0)(32)
    const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', 1), 1, { ...plainRecipe, optimizer: defaultOptimizer('momentum', 0.05) }, lateOptions)
    const memory = async () => new Map([...(await trainer.values())].map(([name, { buffer }]) => [name, buffer]))
    const before = await memory()
    await trainer.train([step(0, 32)])
    const after = await memory()
    const stayed = [...after].filter(([name, buffer]) => before.get(name) === buffer).map(([name]) => name)
    expect(stayed.sort()).toEqual(['fc1.weight', 'fc2.weight', 'momentum.fc1.weight', 'momentum.fc2.weight'])
    await trainer.close()
  })

  it.each<[string, TrainerOptions]>([
    ['in a loop', { takesLoneSteps: false }],
    ['alone', { takesLoneSteps: true }],
    ['alone, with parameters that are written over', lateOptions],
  ])('shows the state before and behind a step to whoever watches it, %s', async (_, options) => {
    const net = network(0)(32)
    const trainer = await openTrainer(net, data, initialState(net, 'xavier-uniform', 1), 1, plainRecipe, options)
    await trainer.train([step(0, 32)])
    const first = bytes(await trainer.values())
    const seen: string[] = []
    await trainer.train([step(1, 32)], [], (before, after) => seen.push(bytes(before), bytes(after)))
    expect(seen).toEqual([first, bytes(await trainer.values())])
    expect(seen[1]).not.toBe(first)
    await trainer.close()
  })

  describe('in micro-batches', () => {
    const recipe: TrainingRecipe = { ...plainRecipe, optimizer: defaultOptimizer('momentum', 0.05) }
    /** 32 images in 4 parts of 9, the last of which is not full; then 20, of which the last part gets none. */
    const twoSteps = [[step(0, 32), step(1, 20)]]

    it('takes the same steps as with whole batches, dropout and partial batches included', async () => {
      const whole = await train(network(0.5), 32, twoSteps, recipe)
      const parts = await train(network(0.5), 9, twoSteps, { ...recipe, microBatches: 4 })
      expect(whole.results).toHaveLength(2)
      whole.results.forEach(({ loss, correct, images }, index) => {
        expect(parts.results[index]).toMatchObject({ correct, images })
        expect(parts.results[index]?.loss).toBeCloseTo(loss, 5)
      })
      expectCloseStates(parts.values, whole.values)
    })

    it('normalises each part by its own statistics, and moves the running averages once for each', async () => {
      const frozen = (build: Build, count: number, parts: number) =>
        train(build, 32 / parts, [[{ ...step(0, count, 0), number: 0 }]], { ...recipe, microBatches: parts })
      const both = await frozen(normalized, 32, 2)
      const first = await frozen(normalized, 16, 2)
      const alone = await frozen(normalized, 16, 1)
      // Where only the first part holds images, the second leaves no trace.
      expect(first.results[0]?.loss).toBeCloseTo(alone.results[0]?.loss ?? NaN, 6)
      expectCloseStates(first.values, alone.values)
      expect(both.values.get('bn1.running_mean')?.[0]).not.toBe(first.values.get('bn1.running_mean')?.[0])
    })
  })

  it.each([
    ['plain', network(0)],
    ['batch-normalised', normalized],
  ])('trains a %s network on a partial batch as on a batch of that size', async (_, build) => {
    const padded = await train(build, 32, [[step(0, 20)]])
    const exact = await train(build, 20, [[step(0, 20)]])
    expect(padded.results[0]?.loss).toBeCloseTo(exact.results[0]?.loss ?? NaN, 5)
    expect(padded.results[0]?.correct).toBe(exact.results[0]?.correct)
    expectCloseStates(padded.values, exact.values)
  })

  it('moves running averages by a tenth towards the statistics of each batch', async () => {
    const build: Build = (batchSize) => buildLayers('first', [batchSize, 1, 28, 28], [batchNorm(), flatten(), linear(10)])
    const { values } = await train(build, 32, [[step(0, 20)]])
    const pixels = Array.from(data.images.subarray(0, 20 * 28 * 28), (value) => value / 255)
    const mean = pixels.reduce((sum, value) => sum + value, 0) / pixels.length
    const variance = pixels.reduce((sum, value) => sum + (value - mean) ** 2, 0) / pixels.length
    expect(values.get('bn1.running_mean')?.[0]).toBeCloseTo(0.1 * mean, 6)
    expect(values.get('bn1.running_var')?.[0]).toBeCloseTo(0.9 + 0.1 * variance, 6)
  })

  it('leaves running averages behind that evaluation normalises by', async () => {
    // At a learning rate of zero, the averages approach the statistics of the one batch.
    const frozen = Array.from({ length: 150 }, (_, number) => ({ ...step(0, 32, 0), number }))
    const { results, state } = await train(normalized, 32, [frozen])
    const evaluator = await Evaluator.open(normalized(16), data, 'cpu', state)
    const evaluation = await evaluator.evaluate(undefined, 32)
    await evaluator.close()
    expect(evaluation.loss).toBeCloseTo(results[0]?.loss ?? NaN, 4)
  })

  it('drops other units at every step', async () => {
    const frozen = Array.from({ length: 8 }, (_, number) => ({ ...step(0, 32, 0), number }))
    const losses = (await train(network(0.5), 32, [frozen])).results.map(({ loss }) => loss)
    expect(new Set(losses).size).toBe(8)
  })

  it('keeps the expected activation under dropout', async () => {
    const frozen = Array.from({ length: 200 }, (_, number) => ({ ...step(0, 32, 0), number }))
    const mean = (list: readonly { loss: number }[]): number => list.reduce((sum, { loss }) => sum + loss, 0) / list.length
    const without = mean((await train(network(0), 32, [frozen.slice(0, 1)])).results)
    const withDropout = mean((await train(network(0.1), 32, [frozen])).results)
    // At a learning rate of zero only the noise of dropout changes the loss: it raises the cross-entropy.
    expect(withDropout).toBeGreaterThan(without - 0.01)
    expect(withDropout).toBeLessThan(without + 0.1)
  })

  it('tells more than 256 classes apart', async () => {
    const info = { ...madeUpInfo(300), trainImages: 8 }
    const { train: few } = madeUpSet(info)
    expect(few.labels).toBeInstanceOf(Uint16Array)
    const { channels, height, width } = info
    const net = buildLayers('wide', [8, channels, height, width], [flatten(), linear(300)])
    const state = (): StateValues => initialState(net, 'xavier-uniform', 1)
    const set = { ...few, channels, height, width }
    const trainer = await openTrainer(net, set, state(), 1)
    const [result] = await trainer.train([{ number: 0, epoch: 0, images: Uint32Array.from({ length: 8 }, (_, image) => image), learningRate: 0.1 }])
    await trainer.close()
    const expected = meanCrossEntropy(set.images, [...set.labels], state().get('fc1.weight') ?? new Float32Array())
    expect(result?.loss).toBeCloseTo(expected, 4)
    const evaluator = await Evaluator.open(net, set, 'cpu', feedsOf(state(), net.parameters))
    const evaluation = await evaluator.evaluate()
    await evaluator.close()
    expect(evaluation.loss).toBeCloseTo(expected, 4)
  })

  it('refuses more images than the network has places for', async () => {
    await expect(train(network(0), 16, [[step(0, 17)]])).rejects.toThrow('17 images does not fit into 16 places')
  })
})
