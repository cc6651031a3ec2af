// Prediction beside measurement: the roofline of a step's operators against steps that were measured on the machine of docs/performance.md.
import { expect, it } from 'vitest'
import type { DeviceRoof } from '@contract/devices/device-roof'
import { defaultSpec } from '@contract/training/run-spec'
import { roofOfMeasured } from '@common/roofline/measured-roof'
import { timeOfStep } from '@common/roofline/step-time'
import { stepWork } from './step-work'

/** As that machine's two processors reach it, by their own time, so that what else ran there does not count. */
const roof: DeviceRoof = { flopsPerSecond: 208.6e9, convolutionFlopsPerSecond: 173.3e9, bytesPerSecond: 31.7e9, operatorSeconds: 0.234e-6 }

it.each([
  // Images per second when it did nothing else, and how much longer a step takes than the roof has it.
  ['lenet', 256, 22_773, 1.5],
  ['alexnet', 32, 69.4, 1.5],
  // Too large for an arena: every tensor is memory fresh from the system.
  ['alexnet', 128, 61.8, 2],
] as const)('%s at batch size %d takes as long as predicted, within the tolerance', async (model, batchSize, imagesPerSecond, tolerance) => {
  const spec = { ...defaultSpec(model), batchSize }
  const operators = (await stepWork({ device: 'cpu', networkFolder: '/no-networks-from-files', spec })) ?? []
  const ratio = batchSize / imagesPerSecond / timeOfStep(operators, roofOfMeasured(roof))
  expect(ratio).toBeGreaterThan(1) // nothing is faster than its roof
  expect(ratio).toBeLessThan(tolerance)
})
