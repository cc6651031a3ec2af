// WebGPU against the CPU, on the software driver: the same losses and gradients, memory that stays constant.
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { viewsOf } from '@common/preprocessing/views'
import { noAugmentation } from '@contract/data/augmentation'
import type { DeviceName } from '@contract/devices/devices'
import { defaultOptimizer } from '@contract/training/optimizer'
import { resizeNames } from '@contract/training/settings/data-settings'
import { flatten, linear } from '../../networks/listing'
import { initialState, stateOf, type Network, type StateValues } from '../../networks/network'
import { buildLayers } from '../../networks/build-layers'
import { buildNetwork } from '../../networks/zoo/zoo'
import type { TrainingRecipe } from '../program/training/training-recipe'
import { feedsOf, heldOnDevice, release } from '../runtime/session'
import { toDevice } from '../runtime/transfer'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import { Evaluator } from '../evaluation/evaluator'
import type { ImageSet } from '../training/trainer/image-set'
import { smallNetwork, tinyNetwork } from './testing/small-networks'
import { directRecipe, fewImages, patience } from './testing/software-driver-training'
import { openTrainer } from '../training/trainer/open-trainer'
import type { StepToTake } from '../training/trainer/trainer'

/** Another thread draws masks and augmented images, as in the engine process on WebGPU. */
const drawThread = fileURLToPath(new URL('../../../out/main/draw-thread.js', import.meta.url))

const problem = await whyNoWebGpu()

let data: ImageSet
beforeAll(async () => {
  data = await fewImages()
})

const steps = (count: number, batchSize: number, learningRate: number, first = 0): StepToTake[] =>
  Array.from({ length: count }, (_, index) => ({
    number: first + index,
    epoch: 0,
    images: Uint32Array.from({ length: batchSize }, (_, place) => ((first + index) * batchSize + place) % 256),
    learningRate,
  }))

async function train(device: DeviceName, network: Network, taken: readonly StepToTake[], changes: Partial<TrainingRecipe> = {}, from?: StateValues) {
  const values = from ?? initialState(network, 'xavier-uniform', 1)
  const trainer = await openTrainer(network, data, values, 1, { ...directRecipe, device, ...changes }, { drawThread })
  try {
    const [first, rest] = [taken.slice(0, 1), taken.slice(1)]
    return { results: [...(await trainer.train(first, rest)), ...(await trainer.train(rest))], values: await trainer.values() }
  } finally {
    await trainer.close()
  }
}

const norm = (values: Float32Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  // Each trainer compiles some forty shaders, which takes seconds: plain SGD and momentum are those of the tests below.
  it.each(['nesterov', 'adamw'] as const)('%s takes the steps of the CPU', { timeout: patience }, async (name) => {
    const optimizer = { ...defaultOptimizer(name, 0.05), weightDecay: 0.01, clipNorm: 1 }
    const taken = [...steps(3, 6, 0.05), ...steps(1, 4, 0.05, 3)]
    // AdamW trains a network with every kind of layer; the updates of Nesterov's momentum differ in a few operators, for which the tiny network does.
    await expectSame(name === 'adamw' ? smallNetwork(6) : tinyNetwork(6), taken, { optimizer, labelSmoothing: 0.1 })
  })

  it('takes the steps of the CPU in micro-batches, on augmented images', { timeout: patience }, async () => {
    const optimizer = { ...defaultOptimizer('momentum', 0.05), weightDecay: 0.01 }
    const augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 2 }
    await expectSame(tinyNetwork(3), [...steps(2, 6, 0.05), ...steps(1, 3, 0.05, 2)], { optimizer, microBatches: 2, augmentation: { ...augmentation, mixup: 1 } })
  })

  it('has the losses of the CPU over six steps of LeNet', { timeout: patience }, async () => {
    const network = buildNetwork('lenet', [2, 1, 28, 28], { classes: 10, dropout: 0 })
    await expectSame(network, steps(6, 2, 0.1), {})
  })

  it('has the gradients of the CPU for a small AlexNet', { timeout: patience }, async () => {
    const network = buildNetwork('alexnet-small', [1, 1, 67, 67], { classes: 10, dropout: 0 })
    const initial = initialState(network, 'xavier-uniform', 1)
    // With a learning rate of one, a step changes every parameter by its gradient.
    const [cpu, webgpu] = [await train('cpu', network, steps(1, 1, 1)), await train('webgpu', network, steps(1, 1, 1))]
    for (const { name } of network.parameters) {
      const gradient = (values: StateValues) => (initial.get(name) ?? new Float32Array()).map((value, index) => value - (values.get(name)?.[index] ?? NaN))
      const expected = gradient(cpu.values)
      const difference = gradient(webgpu.values).map((value, index) => value - (expected[index] ?? NaN))
      expect(norm(difference) / norm(expected), name).toBeLessThan(1e-3)
    }
  })

  it('evaluates the state where it lies', { timeout: patience }, async () => {
    const network = smallNetwork(4)
    const trainer = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, { ...directRecipe, device: 'webgpu' })
    const evaluate = async (device: DeviceName, state: typeof trainer.state) => {
      const evaluator = await Evaluator.open(smallNetwork(8), data, device, state)
      const evaluation = await evaluator.evaluate(undefined, 20)
      await evaluator.close()
      return evaluation
    }
    const there = await evaluate('webgpu', trainer.state)
    await trainer.close()
    const cpu = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, directRecipe)
    const here = await evaluate('cpu', cpu.state)
    await cpu.close()
    expect(there.accuracy).toBe(here.accuracy)
    expect(Math.abs(there.loss / here.loss - 1)).toBeLessThan(1e-3)
  })

  it.each(resizeNames)('crops, resizes (%s), mirrors and normalises images as the CPU does', { timeout: patience }, async (resize) => {
    const inputForm = { resize, centreCrop: 0.9, normalization: { mean: [0.3], deviation: [0.2] } }
    const network: Network = { ...buildLayers('flat', [4, 1, 10, 12], [flatten(), linear(10)]), inputForm }
    const values = initialState(network, 'xavier-uniform', 1)
    const answers = async (device: DeviceName) => {
      const state = await toDevice(feedsOf(values, stateOf(network)), device)
      const evaluator = await Evaluator.open(network, { ...data, count: 2 }, device, state, { kind: 'images', views: viewsOf('flip', data, inputForm.centreCrop), residentBytes: 0 })
      const batches = []
      for await (const { logits } of evaluator.imageLogits()) batches.push(...logits)
      await release(Object.values(state))
      await evaluator.close()
      return batches
    }
    const [here, there] = [await answers('cpu'), await answers('webgpu')]
    expect(here).toHaveLength(20)
    here.forEach((logit, place) => {
      expect(there[place]).toBeCloseTo(logit, 4)
    })
  })

  it('tells more than 256 classes apart, and is fed by chunks to the bytes of the whole set', { timeout: patience }, async () => {
    const [count, channels, height, width] = [12, 3, 8, 6]
    const images = Uint8Array.from({ length: count * channels * height * width }, (_, place) => (place * 37) % 256)
    const set = { images, labels: Uint16Array.from({ length: count }, (_, image) => 299 - image), count, channels, height, width }
    const network = buildLayers('wide', [4, channels, height, width], [flatten(), linear(300)])
    const trained = async (device: DeviceName, maxResidentBytes: number) => {
      const trainer = await openTrainer(network, set, initialState(network, 'xavier-uniform', 1), 1, { ...directRecipe, device }, { maxResidentBytes })
      const results = await trainer.train([0, 4, 8].map((first, number) => ({ number, epoch: 0, learningRate: 0.01, images: Uint32Array.of(first, first + 1, first + 2, first + 3) })))
      const evaluator = await Evaluator.open(network, set, device, trainer.state, { residentBytes: maxResidentBytes })
      const evaluation = await evaluator.evaluate()
      await evaluator.close()
      const values = await trainer.values()
      await trainer.close()
      return { results, evaluation, values }
    }
    const whole = await trained('webgpu', Infinity)
    expect(await trained('webgpu', 0)).toEqual(whole)
    const cpu = await trained('cpu', Infinity)
    expect(whole.results).toHaveLength(3)
    whole.results.forEach(({ loss }, step) => { expect(loss).toBeCloseTo(cpu.results[step]?.loss ?? NaN, 3) })
    expect(whole.evaluation.loss).toBeCloseTo(cpu.evaluation.loss, 3)
  })

  it('goes on from a state as if it had not stopped, to the last byte', { timeout: patience }, async () => {
    const optimizer = defaultOptimizer('momentum', 0.05)
    const whole = await train('webgpu', tinyNetwork(4), steps(4, 4, 0.05), { optimizer })
    const first = await train('webgpu', tinyNetwork(4), steps(2, 4, 0.05), { optimizer })
    const second = await train('webgpu', tinyNetwork(4), steps(2, 4, 0.05, 2), { optimizer }, first.values)
    expect([...first.results, ...second.results]).toEqual(whole.results)
    expect(second.values).toEqual(whole.values)
  })

  it('holds the same memory over 120 steps, and none in the end', { timeout: patience }, async () => {
    const network = buildLayers('linear', [1, 1, 28, 28], [flatten(), linear(10)])
    const trainer = await openTrainer(network, data, initialState(network, 'xavier-uniform', 1), 1, { ...directRecipe, device: 'webgpu' })
    await trainer.train(steps(40, 1, 0.01))
    const [held, resident] = [heldOnDevice(), process.memoryUsage.rss()]
    for (const chunk of [1, 2]) await trainer.train(steps(40, 1, 0.01, chunk * 40))
    expect(heldOnDevice()).toEqual(held)
    expect(process.memoryUsage.rss() - resident).toBeLessThan(8e6)
    await trainer.close()
    expect(heldOnDevice()).toEqual({ tensors: 0, bytes: 0 })
  })
})

/** Compares with the CPU: the losses of every step and the final state agree to 1e-3. */
async function expectSame(network: Network, taken: readonly StepToTake[], changes: Partial<TrainingRecipe>): Promise<void> {
  const [cpu, webgpu] = [await train('cpu', network, taken, changes), await train('webgpu', network, taken, changes)]
  expect(webgpu.results).toHaveLength(taken.length)
  webgpu.results.forEach(({ loss, images }, index) => {
    const expected = cpu.results[index]
    expect(images).toBe(expected?.images)
    expect(Math.abs(loss / (expected?.loss ?? NaN) - 1), `step ${index}: ${loss} against ${expected?.loss ?? NaN}`).toBeLessThan(1e-3)
  })
  expect([...webgpu.values.keys()]).toEqual([...cpu.values.keys()])
  for (const [name, expected] of cpu.values) {
    const difference = expected.map((value, index) => value - (webgpu.values.get(name)?.[index] ?? NaN))
    expect(norm(difference), name).toBeLessThan(1e-3 * (1 + norm(expected)))
  }
}
