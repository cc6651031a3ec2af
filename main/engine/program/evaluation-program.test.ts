// The evaluation program of devices that copy all inputs in every run: a Loop over batches, which tells of each what the program of one batch tells.
import { expect, it } from 'vitest'
import { plainView } from '@common/preprocessing/views'
import { initialState, stateOf } from '../../networks/network'
import { buildNetwork } from '../../networks/zoo/zoo'
import { feed, feedsOf, Session } from '../runtime/session'
import { batchesInput, compileEvaluation, evaluationOutputs, imageOutputs, type EvaluationOptions } from './evaluation-program'

const [batch, size] = [3, 12]
const format = { count: 7, channels: 1, height: size, width: size }
const views = [plainView(format, 1), { ...plainView(format, 1), isMirrored: true }]
const images = feed('uint8', Uint8Array.from({ length: format.count * size * size }, (_, place) => (place * 7919) % 251), [format.count, 1, size, size])
const labels = feed('uint8', Uint8Array.from({ length: format.count }, (_, image) => image % 3), [format.count])
/** Two whole batches, and one that is filled up. */
const places = BigInt64Array.of(0n, 1n, 2n, 3n, 4n, 5n, 6n, 0n, 0n)
const weights = Float32Array.of(1, 1, 1, 1, 1, 1, 1, 0, 0)
const batches = places.length / batch

const kinds: readonly { readonly of: string; readonly options: EvaluationOptions; readonly outputs: readonly string[] }[] = [
  { of: 'sums', options: { kind: 'sums' }, outputs: Object.values(evaluationOutputs) },
  { of: 'images', options: { kind: 'images' }, outputs: Object.values(imageOutputs) },
  { of: 'images by several views', options: { kind: 'images', views }, outputs: Object.values(imageOutputs) },
]

it.each(kinds)('tells the same $of of many batches as of one after another', async ({ options, outputs }) => {
  const network = buildNetwork('lenet', [batch * (options.views?.length ?? 1), 1, size, size], { classes: 3, dropout: 0 })
  const fixed = { images, labels, ...feedsOf(initialState(network, 'kaiming-normal', 1), stateOf(network)) }
  const [one, many] = await Promise.all((['cpu', 'cuda'] as const).map((device) => Session.open(compileEvaluation(network, format, device, options))))
  if (!one || !many) throw new Error('no sessions')
  const looped = await many.run({ ...fixed, indices: feed('int64', places, [batches, batch]), weights: feed('float32', weights, [batches, batch]), [batchesInput]: feed('int64', BigInt64Array.of(BigInt(batches)), []) }, outputs)
  for (let number = 0; number < batches; number++) {
    const part = [number * batch, (number + 1) * batch] as const
    const single = await one.run({ ...fixed, indices: feed('int64', places.subarray(...part), [batch]), weights: feed('float32', weights.subarray(...part), [batch]) }, outputs)
    for (const name of outputs) {
      const [all, own] = [looped.floats(name), single.floats(name)]
      expect([...all.subarray(number * own.length, (number + 1) * own.length)]).toEqual([...own])
    }
  }
  await Promise.all([one.close(), many.close()])
})
