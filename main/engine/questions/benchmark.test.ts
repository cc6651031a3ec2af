// Real training steps, timed and profiled.
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { stepMeasurementSchema } from '@contract/benchmark/benchmark'
import { wholeDataset, defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { temporaryFolder } from '../../files/testing/temporary-folder'
import { profile } from './profile'
import { benchmark } from './benchmark'

const dataset = { ...wholeDataset('fashion-mnist'), limitTrain: 80, limitTest: 1 }
// Direct convolution, so that the profile's operators do not depend on which algorithm is cheaper.
const spec: RunSpec = { ...defaultSpec('lenet'), batchSize: 32, dataset, convolution: 'direct' }
const task = { device: 'cpu', networkFolder: '/no-networks-from-files' } as const

afterEach(() => {
  vi.unstubAllEnvs()
})

/** Makes a folder for the temporary files of this test. */
function ownTemporaryFolder(): string {
  const folder = join(temporaryFolder(), 'tmp')
  mkdirSync(folder)
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) vi.stubEnv(name, folder)
  return folder
}

it('timed steps tell their speed and memory', async () => {
  const measurement = stepMeasurementSchema.parse(await benchmark({ ...task, spec }))
  expect(measurement.imagesPerSecond * measurement.stepSeconds).toBeCloseTo(spec.batchSize)
  expect(measurement.stepSeconds).toBeLessThan(5)
  expect(measurement.peakRssBytes).toBeGreaterThan(50e6)
})

describe('profiled steps', () => {
  it.each([
    ['whole batches', null],
    ['micro-batches, a loop within the loop', 16],
  ])('tell the operators of forward pass, backward pass and update: %s', async (_, microBatchSize) => {
    const folder = ownTemporaryFolder()
    const operators = await profile({ ...task, spec: { ...spec, microBatchSize } })
    const names = operators.map(({ operator }) => operator)
    expect(names).toEqual(expect.arrayContaining(['Conv', 'Gemm', 'Gather']))
    expect(names).not.toContain('Loop')
    expect(new Set(names).size).toBe(names.length)
    expect(operators.map(({ share }) => share)).toEqual(operators.map(({ share }) => share).sort((a, b) => b - a))
    expect(operators.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(readdirSync(folder)).toEqual([])
  })

  it('leave no file behind where they fail', async () => {
    const folder = ownTemporaryFolder()
    await expect(profile({ ...task, spec: { ...spec, network: defaultSpec('alexnet').network } })).rejects.toThrow()
    expect(readdirSync(folder)).toEqual([])
  })
})
