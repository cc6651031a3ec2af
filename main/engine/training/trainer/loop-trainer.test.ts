// The trainer by CUDA's programs, whose arithmetic is the same on the CPU: a run takes steps of as many micro-batches only, as their number is the length of an input.
import { afterEach, expect, it, vi } from 'vitest'
import { initialState } from '../../../networks/network'
import { buildNetwork } from '../../../networks/zoo/zoo'
import { directRecipe } from '../../parity/testing/software-driver-training'
import { Session } from '../../runtime/session'
import type { ImageSet } from './image-set'
import { openTrainer } from './open-trainer'
import type { StepToTake } from './trainer'

const [size, count] = [12, 16]
const data: ImageSet = {
  ...{ count, channels: 1, height: size, width: size },
  images: Uint8Array.from({ length: count * size * size }, (_, place) => (place * 7919) % 251),
  labels: Uint8Array.from({ length: count }, (_, image) => image % 3),
}
const network = buildNetwork('lenet', [2, 1, size, size], { classes: 3, dropout: 0 })

/** Batches of three parts of two images; the last one of an epoch has two parts. */
const steps: readonly StepToTake[] = [6, 6, 4, 6].map((length, number) => ({ number, epoch: 0, learningRate: 0.1, images: Uint32Array.from({ length }, (_, place) => (number * 5 + place) % count) }))

afterEach(() => vi.restoreAllMocks())

it('takes steps in runs of as many micro-batches, with the results of one run', async () => {
  const train = async (device: 'cpu' | 'cuda') => {
    const trainer = await openTrainer(network, data, initialState(network, 'kaiming-normal', 1), 1, { ...directRecipe, device, microBatches: 3 })
    const run = vi.spyOn(Session.prototype, 'run')
    const results = await trainer.train(steps)
    const runs = run.mock.calls.length
    run.mockRestore()
    await trainer.close()
    return { results, runs }
  }
  const expected = await train('cpu')
  const open = Session.open.bind(Session)
  vi.spyOn(Session, 'open').mockImplementation((model) => open(model))
  const { results, runs } = await train('cuda')
  expect([expected.runs, runs]).toEqual([1, 3])
  results.forEach(({ loss, correct, images }, step) => {
    expect(loss).toBeCloseTo(expected.results[step]?.loss ?? NaN, 5)
    expect([correct, images]).toEqual([expected.results[step]?.correct, expected.results[step]?.images])
  })
})
