// The evaluator of devices that copy all inputs in every run: many batches in one run of the program, by the measured time of an image. Its program is fed the state, the CPU's holds it.
import { afterEach, expect, it, vi } from 'vitest'
import { initialState, stateOf } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { feedsOf, Session } from '../runtime/session'
import { expectClose } from '../testing/expect-close'
import type { ImageSet } from '../training/trainer/image-set'
import type { ImageLogits } from './image-logits'
import { Evaluator, type EvaluatorOptions } from './evaluator'

const [size, count, batch] = [12, 21, 4]
const data: ImageSet = {
  ...{ count, channels: 1, height: size, width: size },
  images: Uint8Array.from({ length: count * size * size }, (_, place) => (place * 7919) % 251),
  labels: Uint8Array.from({ length: count }, (_, image) => image % 3),
}
const network = buildNetwork('lenet', [batch, 1, size, size], { classes: 3, dropout: 0 })
const state = feedsOf(initialState(network, 'kaiming-normal', 1), stateOf(network))

afterEach(() => vi.restoreAllMocks())

/** Opens CUDA's program on the CPU, where its arithmetic is the same. @param seconds that each run seems to take */
async function opened(options: EvaluatorOptions, seconds = 0.5): Promise<Evaluator> {
  const open = Session.open.bind(Session)
  vi.spyOn(Session, 'open').mockImplementation((model) => open(model))
  let passed = 0
  vi.spyOn(Session.prototype, 'secondsInRun', 'get').mockImplementation(() => (passed += seconds))
  return Evaluator.open(network, data, 'cuda', state, options)
}

const chosen = Uint32Array.from({ length: 13 }, (_, place) => (place * 5) % count)

it.each([
  { of: 'a whole set', options: { imageSeconds: 1e-6 }, seconds: 0.5, runs: 1 },
  { of: 'a set that is fed by chunks', options: { imageSeconds: 1e-6, residentBytes: 0 }, seconds: 0.5, runs: 1 },
  { of: 'a part of a set', options: { imageSeconds: 1e-6, images: chosen }, seconds: 0.5, runs: 1 },
  { of: 'a set on a slow device', options: { imageSeconds: 1 / 8 }, seconds: 0.5, runs: 6 },
  { of: 'a set on a device of unknown speed', options: {}, seconds: 0.01, runs: 2 },
])('evaluates $of in runs of as many batches as take half a second', async ({ options, seconds, runs }) => {
  const own = await Evaluator.open(network, data, 'cpu', state, options)
  const expected = await own.evaluate()
  await own.close()
  const evaluator = await opened(options, seconds)
  const run = vi.spyOn(Session.prototype, 'run')
  const answers: number[] = []
  const { loss, accuracy } = await evaluator.evaluate((done) => void answers.push(done))
  expect(accuracy).toBe(expected.accuracy)
  expect(loss).toBeCloseTo(expected.loss, 6)
  expect(run).toHaveBeenCalledTimes(runs)
  const total = 'images' in options ? chosen.length : count
  expect(answers).toEqual(Array.from({ length: Math.ceil(total / batch) }, (_, place) => Math.min((place + 1) * batch, total)))
  await evaluator.close()
})

it('can be ended after any batch', async () => {
  const evaluator = await opened({ imageSeconds: 1e-6 })
  const stop = (done: number): void => {
    if (done === 2 * batch) throw new Error('stopped')
  }
  await expect(evaluator.evaluate(stop)).rejects.toThrow('stopped')
  await evaluator.close()
})

it('tells of every image in the order of the images', async () => {
  const own = await Evaluator.open(network, data, 'cpu', state, { kind: 'images' })
  const expected = await answersOf(own)
  await own.close()
  const evaluator = await opened({ kind: 'images', imageSeconds: 1e-6 })
  const answers = await answersOf(evaluator)
  await evaluator.close()
  const places = (all: readonly ImageLogits[]) => all.map(({ start, count: some, indices }) => ({ start, some, indices }))
  expect(places(answers)).toEqual(places(expected))
  answers.forEach(({ logits, losses }, place) => {
    expectClose(logits, expected[place]?.logits ?? [], 5, 'logits')
    expectClose(losses, expected[place]?.losses ?? [], 5, 'losses')
  })
})

async function answersOf(evaluator: Evaluator): Promise<ImageLogits[]> {
  const answers: ImageLogits[] = []
  for await (const batchAnswers of evaluator.imageLogits()) answers.push(batchAnswers)
  return answers
}
