// Parity with PyTorch on committed values: same initial weights, same batches, the same losses, logits and gradients.
import { beforeAll, describe, expect, it } from 'vitest'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { loadDataset } from '../../data/catalogue'
import type { ImageDataset } from '../../data/dataset'
import { encodeNetwork } from '../../networks/export/encode-network'
import { initialState, type Network, type StateValues } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { plainRecipe } from '../program/training/training-recipe'
import type { ImageSet } from '../training/trainer/image-set'
import { openTrainer } from '../training/trainer/open-trainer'
import type { StepToTake } from '../training/trainer/trainer'
import { loadReference, referenceModels } from './reference'
import { distance } from './testing/distance'

const { about, networks } = loadReference()

/** Direct convolution, as in PyTorch: fast algorithms round differently, so that max-pooling may choose another of several equal pixels (decision 11). */
const recipe = { ...plainRecipe, convolution: 'direct' } as const

/** The devices whose programs run a Loop. CUDA's program runs on the CPU here and computes the same by other operators. */
const programs = ['cpu', 'cuda'] as const

let data: ImageSet<Uint8Array>
beforeAll(async () => {
  const { info, train } = (await loadDataset('fashion-mnist', { limitTrain: 50 * 64, limitTest: 1 })) as ImageDataset<Uint8Array>
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

describe.each(referenceModels)('%s', (model) => {
  const reference = networks[model]
  const { initializer, batchSize, inputSize, learningRate } = reference
  const network: Network = buildNetwork(model, [batchSize, 1, inputSize, inputSize], { classes: 10, dropout: 0 })
  const drawn = initialState(network, initializer, about.seed)
  /** A copy: a trainer takes its values for its own, and 47 million of them take a second to draw. */
  const initial = (): StateValues => new Map([...drawn].map(([name, values]) => [name, values.slice()]))
  /** A step of AlexNet at 224 pixels takes seconds: the CPU's program is held to two updates of it, the others to one. */
  const isSlow = inputSize > 100
  const stepsBy = isSlow ? { cpu: 3, cuda: 2, fast: 2 } : { cpu: reference.steps, cuda: reference.steps, fast: Math.min(10, reference.steps) }
  const step = (number: number, rate: number): StepToTake => ({
    number,
    epoch: 0,
    images: Uint32Array.from({ length: batchSize }, (_, index) => number * batchSize + index),
    learningRate: rate,
  })

  /** Holds the gradients to PyTorch's in norm. @param after parameters after the first step, which changed each by its gradient times the learning rate */
  function expectGradients(after: StateValues, rate: number): void {
    expect(reference.parameters.length).toBeGreaterThan(1)
    for (const { name, gradientNorm } of reference.parameters) {
      expect(distance(drawn.get(name), after.get(name)) / rate / gradientNorm, name).toBeCloseTo(1, 3)
    }
  }

  it.each(programs)(`has the losses${isSlow ? ' and gradients' : ''} of PyTorch, step by step, by the program for %s`, async (device) => {
    const trainer = await openTrainer(network, data, initial(), about.seed, { ...recipe, device }, { device: 'cpu' })
    const steps = Array.from({ length: stepsBy[device] }, (_, number) => step(number, learningRate))
    const results = await trainer.train(steps.slice(0, 1))
    if (isSlow) expectGradients(await trainer.values(), learningRate)
    results.push(...(await trainer.train(steps.slice(1))))
    await trainer.close()
    expect(results).toHaveLength(steps.length)
    results.forEach(({ loss }, index) => {
      const expected = reference.losses.float64[index] ?? NaN
      expect(Math.abs(loss - expected) / expected, `step ${index}: ${loss} against ${expected}`).toBeLessThan(1e-4)
    })
  })

  it('has the losses of PyTorch with fast convolutions too', async () => {
    const trainer = await openTrainer(network, data, initial(), about.seed, plainRecipe)
    const results = await trainer.train(Array.from({ length: stepsBy.fast }, (_, number) => step(number, learningRate)))
    await trainer.close()
    expect(results).toHaveLength(stepsBy.fast)
    results.forEach(({ loss }, index) => {
      const expected = reference.losses.float64[index] ?? NaN
      expect(Math.abs(loss - expected) / expected, `step ${index}: ${loss} against ${expected}`).toBeLessThan(1e-3)
    })
  })

  if (!isSlow) {
    // At a learning rate of one: at that of PyTorch's steps, the smallest gradients of some networks are lost in the rounding of what they change.
    it.each(programs)('has the gradients of PyTorch, in norm, by the program for %s', async (device) => {
      const trainer = await openTrainer(network, data, initial(), about.seed, { ...recipe, device }, { device: 'cpu' })
      await trainer.train([step(0, 1)])
      const after = await trainer.values()
      await trainer.close()
      expectGradients(after, 1)
    })
  }

  it('has the logits of PyTorch when written to disk as standard ONNX', async () => {
    const forUse = buildNetwork(model, [-1, 1, inputSize, inputSize], { classes: 10, dropout: 0.5 })
    const session = await InferenceSession.create(encodeNetwork(forUse, initial()))
    const edge = data.height
    const pixels = Float32Array.from(data.images.subarray(0, 2 * edge * edge), (value) => value / 255)
    const images = inputSize === edge ? pixels : enlarge(pixels, edge, inputSize)
    const { logits } = await session.run({ images: new Tensor('float32', images, [2, 1, inputSize, inputSize]) })
    await session.release()
    const values = Array.from(logits?.data as Float32Array)
    reference.firstLogits.flat().forEach((expected, index) => {
      expect(values[index]).toBeCloseTo(expected, 4)
    })
  })
})

/** Bilinear enlargement of square images with pixel centres at half, edge pixels repeated: written apart from the engine's. */
function enlarge(pixels: Float32Array, from: number, to: number): Float32Array {
  const count = pixels.length / (from * from)
  const place = (index: number) => {
    const exact = Math.min(Math.max(((index + 0.5) * from) / to - 0.5, 0), from - 1)
    const low = Math.min(Math.floor(exact), from - 2)
    return { low, share: exact - low }
  }
  return Float32Array.from({ length: count * to * to }, (_, index) => {
    const image = Math.floor(index / (to * to))
    const [y, x] = [place(Math.floor(index / to) % to), place(index % to)]
    const at = (row: number, column: number): number => pixels[(image * from + row) * from + column] ?? NaN
    const row = (r: number): number => at(r, x.low) * (1 - x.share) + at(r, x.low + 1) * x.share
    return row(y.low) * (1 - y.share) + row(y.low + 1) * y.share
  })
}
