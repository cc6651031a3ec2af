// Advice where memory ran out: a batch size that the prediction says would fit.
import { defaultOptimizer } from '@contract/optimizer'
import type { DeviceInfo } from '@contract/devices'
import { expect, it } from 'vitest'
import { cpuDevice } from '../devices/cpu'
import { predictMemory } from '../estimates/prediction'
import { sampleSpec } from '../testing/samples'
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

it('speaks of the images at once where the batch goes in parts', () => {
  expect(adviseBatchSize(problem, { ...spec, microBatchSize: 16 }, gpu(2e9), network).remedy).toContain('than 16')
})

it('has nothing to say of a batch of one, or of another problem', () => {
  expect(adviseBatchSize(problem, { ...spec, batchSize: 1 }, gpu(null), network)).toEqual(problem)
  const other = { ...problem, code: 'training/diverged' }
  expect(adviseBatchSize(other, spec, gpu(2e9), network)).toBe(other)
})
