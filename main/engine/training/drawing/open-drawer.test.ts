// Which runs have a thread that draws ahead of their steps.
import { expect, it, onTestFinished } from 'vitest'
import { noAugmentation } from '@contract/data/augmentation'
import { cpuThreads, useThreads } from '../../runtime/session'
import { drawsAhead } from './open-drawer'

const inMemory = { source: new Uint8Array(4), augmentation: noAugmentation }
const inFile = { source: { path: '/images.bin', offset: 0 }, augmentation: noAugmentation }
const flipped = { ...inMemory, augmentation: { ...noAugmentation, flip: 0.5 } }

it('on the CPU it is one whose images are augmented or lie in a file, where there is a processor for it', () => {
  const before = cpuThreads()
  onTestFinished(() => {
    useThreads(before)
  })
  useThreads(2)
  expect([null, inMemory, inFile, flipped].map((images) => drawsAhead('cpu', 'thread.js', images))).toEqual([false, false, true, true])
  expect(drawsAhead('cpu', undefined, flipped)).toBe(false)
  useThreads(1)
  expect(drawsAhead('cpu', 'thread.js', flipped)).toBe(false)
})

it('beside a GPU it is every run', () => {
  expect([null, inMemory, inFile].map((images) => drawsAhead('webgpu', 'thread.js', images))).toEqual([true, true, true])
})
