// Advice where memory ran out: the number of images with which the prediction says it would be enough.
import { defaultOptimizer } from '@contract/training/optimizer'
import type { DeviceInfo } from '@contract/devices/devices'
import { describe, expect, it } from 'vitest'
import { cpuDevice } from '../../devices/cpu'
import { predictMemory } from '../../estimates/prediction'
import { sampleSpec } from '../../testing/samples'
import { adviseBatchSize } from './batch-size-advice'

const problem = { code: 'device/out-of-memory', message: 'It is full.', remedy: 'Use less.' }
const gpu = (memoryBytes: number | null): DeviceInfo => ({ ...cpuDevice(), name: 'webgpu', memoryBytes })
const spec = sampleSpec({ batchSize: 128, optimizer: defaultOptimizer('momentum', 0.1) })
/** 10 MB of activations an image. */
const network = { parameters: 1e6, activationBytes: 128 * 10e6 }

it('names the largest batch size that is predicted to fit', () => {
  const advised = adviseBatchSize(problem, spec, gpu(2e9), network)
  const batchSize = advised.batchSize ?? NaN
  expect(advised.remedy).toBe(`Use less. By prediction, ${batchSize} images a step fit into the 2.00 GB here.`)
  const needed = (size: number) => predictMemory({ parameters: 1e6, activationBytes: size * 10e6 }, { ...spec, batchSize: size }, 'webgpu').deviceBytes
  expect(needed(batchSize)).toBeLessThanOrEqual(0.9 * 2e9)
  expect(needed(batchSize + 1)).toBeGreaterThan(0.9 * 2e9)
})

it('halves the batch where nothing is known, or the prediction was too low', () => {
  for (const [device, size] of [[null, network], [gpu(null), network], [gpu(2e9), null], [gpu(1e12), network]] as const) {
    expect(adviseBatchSize(problem, spec, device, size)).toEqual({ ...problem, remedy: 'Use less. Try 64.', batchSize: 64 })
  }
})

describe('where one tensor was too large, of which the memory of a device says nothing,', () => {
  const tooLarge = { ...problem, code: 'device/tensor-too-large' }

  it('halves the batch', () => {
    for (const device of [null, gpu(null), gpu(1e12)]) {
      expect(adviseBatchSize(tooLarge, spec, device, network)).toEqual({ ...tooLarge, remedy: 'Use less. Try 64.', batchSize: 64 })
    }
  })

  it('halves what is predicted to fit in all where that is less, and promises nothing', () => {
    const fitting = adviseBatchSize(problem, spec, gpu(2e9), network).batchSize ?? NaN
    const half = Math.floor(fitting / 2)
    expect(adviseBatchSize(tooLarge, spec, gpu(2e9), network)).toEqual({ ...tooLarge, remedy: `Use less. Try ${half}.`, batchSize: half })
  })

  it('goes down to a single image', () => {
    expect(adviseBatchSize(tooLarge, { ...spec, batchSize: 2 }, gpu(0.05e9), { parameters: 1e3, activationBytes: 20e6 })).toMatchObject({ batchSize: 1 })
  })
})

describe('where the batch goes in parts', () => {
  const inParts = { ...spec, microBatchSize: 100 }

  it('names the largest part that is predicted to fit, and leaves the batch size alone', () => {
    const advised = adviseBatchSize(problem, inParts, gpu(2e9), network)
    const images = advised.microBatchSize ?? NaN
    expect(advised).toEqual({
      ...problem,
      remedy: `Use less. So do fewer images at once: by prediction, ${images} fit into the 2.00 GB here.`,
      microBatchSize: images,
    })
    const needed = (microBatchSize: number) => predictMemory(network, { ...spec, microBatchSize }, 'webgpu').deviceBytes
    expect(needed(images)).toBeLessThanOrEqual(0.9 * 2e9)
    expect(needed(images + 1)).toBeGreaterThan(0.9 * 2e9)
  })

  it('halves the part where nothing is known', () => {
    for (const code of ['device/out-of-memory', 'device/tensor-too-large', 'engine/killed']) {
      const advised = adviseBatchSize({ ...problem, code }, inParts, gpu(null), null)
      expect(advised).toEqual({ ...problem, code, remedy: 'Use less. So do fewer images at once: try 50.', microBatchSize: 50 })
    }
  })

  it('has nothing to say of parts of one image', () => {
    expect(adviseBatchSize(problem, { ...spec, microBatchSize: 1 }, gpu(2e9), network)).toEqual(problem)
  })

  it('speaks of the batch size where one part holds the whole batch', () => {
    expect(adviseBatchSize(problem, { ...spec, microBatchSize: 512 }, gpu(null), null)).toMatchObject({ batchSize: 64, remedy: 'Use less. Try 64.' })
  })
})

describe('where the system has killed the engine', () => {
  const killed = { ...problem, code: 'engine/killed' }

  it('asks what fits into the memory of the machine', () => {
    const advised = adviseBatchSize(killed, spec, cpuDevice(), network, 0.9e9)
    const batchSize = advised.batchSize ?? NaN
    expect(batchSize).toBeLessThan(128)
    expect(advised.remedy).toBe(`Use less. By prediction, ${batchSize} images a step fit into the 900 MB here.`)
    const { peakRssBytes } = predictMemory({ parameters: 1e6, activationBytes: batchSize * 10e6 }, { ...spec, batchSize }, 'cpu')
    expect(peakRssBytes).toBeLessThanOrEqual(0.9 * 0.9e9)
  })

  it('says nothing of the memory of a GPU, into which fewer images would fit', () => {
    expect(adviseBatchSize(killed, spec, gpu(2e9), network, 64e9)).toEqual({ ...killed, remedy: 'Use less. Try 64.', batchSize: 64 })
  })
})

it('has nothing to say of a batch of one, or of another problem', () => {
  expect(adviseBatchSize(problem, { ...spec, batchSize: 1 }, gpu(null), network)).toEqual(problem)
  const other = { ...problem, code: 'training/diverged' }
  expect(adviseBatchSize(other, spec, gpu(2e9), network)).toBe(other)
})
