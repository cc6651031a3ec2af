// The trainer: chunks, partial batches and dropout.
import { beforeAll, describe, expect, it } from 'vitest'
import { loadDataset } from '../../data/catalogue'
import { initialParameters, type ParameterValues } from '../networks/network'
import { NetworkBuilder } from '../networks/network-builder'
import { dropout, flatten, linear, relu } from '../networks/layers'
import type { ImageSet } from './image-set'
import { Trainer, type TrainingStep } from './trainer'

let data: ImageSet
beforeAll(async () => {
  const { info, train } = await loadDataset('fashion-mnist', { limitTrain: 256, limitTest: 1 })
  data = { ...train, channels: info.channels, height: info.height, width: info.width }
})

/** A network whose middle layer can be dropped. */
const network = (batchSize: number, rate: number) =>
  new NetworkBuilder('tiny').stack([batchSize, 1, 28, 28], [flatten(), linear(64), relu(), dropout(rate), linear(10)])

const step = (number: number, count: number, learningRate = 0.05): TrainingStep => ({
  number,
  images: Uint32Array.from({ length: count }, (_, index) => (number * 32 + index) % 256),
  learningRate,
})

async function train(batchSize: number, rate: number, chunks: readonly (readonly TrainingStep[])[]) {
  const net = network(batchSize, rate)
  const trainer = await Trainer.open(net, data, initialParameters(net, 'xavier-uniform', 1), 1)
  const results = []
  for (const chunk of chunks) results.push(...(await trainer.train(chunk)))
  await trainer.close()
  return { results, parameters: trainer.parameters }
}

const bytes = (values: ParameterValues): string => [...values].map(([name, { buffer }]) => name + Buffer.from(buffer).toString('base64')).join()

describe('Trainer', () => {
  const steps = Array.from({ length: 6 }, (_, number) => step(number, 32))

  it('computes the same bytes however the steps are cut into chunks', async () => {
    const whole = await train(32, 0.5, [steps])
    const parts = await train(32, 0.5, [steps.slice(0, 1), steps.slice(1, 4), steps.slice(4)])
    expect(parts.results).toEqual(whole.results)
    expect(bytes(parts.parameters)).toBe(bytes(whole.parameters))
  })

  it('trains on a partial batch as on a batch of that size', async () => {
    const [padded] = (await train(32, 0, [[step(0, 20)]])).results
    const exact = await train(20, 0, [[step(0, 20)]])
    expect(padded?.loss).toBeCloseTo(exact.results[0]?.loss ?? NaN, 6)
    expect(padded?.correct).toBe(exact.results[0]?.correct)
    const after = (await train(32, 0, [[step(0, 20)]])).parameters
    for (const [name, values] of exact.parameters) {
      values.forEach((value, index) => {
        expect(after.get(name)?.[index]).toBeCloseTo(value, 6)
      })
    }
  })

  it('drops other units at every step', async () => {
    const frozen = Array.from({ length: 8 }, (_, number) => ({ ...step(0, 32, 0), number }))
    const losses = (await train(32, 0.5, [frozen])).results.map(({ loss }) => loss)
    expect(new Set(losses).size).toBe(8)
  })

  it('keeps the expected activation under dropout', async () => {
    const frozen = Array.from({ length: 200 }, (_, number) => ({ ...step(0, 32, 0), number }))
    const mean = (list: readonly { loss: number }[]): number => list.reduce((sum, { loss }) => sum + loss, 0) / list.length
    const without = mean((await train(32, 0, [frozen.slice(0, 1)])).results)
    const withDropout = mean((await train(32, 0.1, [frozen])).results)
    // Noise in the logits raises the cross-entropy a little and nothing else does.
    expect(withDropout).toBeGreaterThan(without - 0.01)
    expect(withDropout).toBeLessThan(without + 0.1)
  })

  it('refuses more images than the network has places for', async () => {
    await expect(train(16, 0, [[step(0, 17)]])).rejects.toThrow('17 images does not fit into 16 places')
  })
})
