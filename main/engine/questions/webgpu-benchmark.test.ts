// Training steps on WebGPU, timed and profiled on the software driver.
import { noAugmentation } from '@contract/data/augmentation'
import { describe, expect, it } from 'vitest'
import { stepMeasurementSchema } from '@contract/benchmark/benchmark'
import { defaultSpec, square, type RunSpec, wholeDataset } from '@contract/training/run-spec'
import { whyNoWebGpu } from '../runtime/testing/webgpu'
import { profile } from './profile'
import { benchmark } from './benchmark'

const problem = await whyNoWebGpu()
/** The software driver computes a few million multiplications a second. */
const patience = 300_000

/** The images are so small that convolutions take hardly any time; most of the test's time goes into compiling shaders. */
const spec: RunSpec = { ...defaultSpec('lenet'), batchSize: 4, preprocessing: square(12), dataset: { ...wholeDataset('fashion-mnist'), limitTrain: 40, limitTest: 1 } }
const task = { device: 'webgpu', networkFolder: '/no-networks-from-files' } as const

describe.skipIf(problem !== null)(problem === null ? 'on WebGPU' : `on WebGPU (left out: ${problem})`, () => {
  it('timed steps tell their speed, what the device holds and where their time goes', { timeout: patience }, async () => {
    const augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 1 }
    const measurement = stepMeasurementSchema.parse(await benchmark({ ...task, spec: { ...spec, augmentation } }))
    const { split, deviceBytes, stepSeconds } = measurement
    expect(deviceBytes).toBeGreaterThan(4 * 15_000)
    const parts = split ? [split.upload, split.compute, split.readBack, split.outside] : []
    expect(parts).toHaveLength(4)
    for (const part of parts) expect(part).toBeGreaterThan(0)
    expect(parts.reduce((sum, part) => sum + part, 0)).toBeCloseTo(stepSeconds, 6)
  })

  it('profiled steps tell the operators of passes and update, in micro-batches too', { timeout: patience }, async () => {
    const optimizer = { ...spec.optimizer, clipNorm: 1 }
    const names = (await profile({ ...task, spec: { ...spec, microBatchSize: 2, optimizer } })).map(({ operator }) => operator)
    expect(names).toEqual(expect.arrayContaining(['AveragePool', 'Sqrt']))
  })
})
