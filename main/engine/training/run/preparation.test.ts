// Training images lie in shared memory where a drawing thread reads them, and only there.
import { noAugmentation } from '@contract/data/augmentation'
import { defaultSpec, wholeDataset } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { cpuThreads } from '../../runtime/session'
import { prepare } from './preparation'

const flipped = { ...noAugmentation, flip: 0.5 }

it.each([
  ['webgpu', 'draw-thread.js', flipped, true],
  ['cuda', 'draw-thread.js', flipped, true],
  ['cuda', 'draw-thread.js', noAugmentation, false],
  ['cuda', undefined, flipped, false],
  ['cpu', 'draw-thread.js', flipped, cpuThreads() > 1],
  ['cpu', 'draw-thread.js', noAugmentation, false],
] as const)('on %s, with the thread %s and %o: %s', async (device, drawThread, augmentation, isShared) => {
  const spec = { ...defaultSpec('lenet'), augmentation, dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 10, limitTest: 10 } }
  const { train } = await prepare({ spec, device, networkFolder: '/none', drawThread })
  expect(train.images instanceof Uint8Array && train.images.buffer instanceof SharedArrayBuffer).toBe(isShared)
  expect(train.images).toHaveLength(7840)
})
