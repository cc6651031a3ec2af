// The first steps of a spec: losses that fall, equal bytes in equal trials, and variants of the program that compute the same.
import { expect, it } from 'vitest'
import { triedStepsSchema } from '@contract/engine/questions/try-steps'
import { defaultSpec, type RunSpec } from '@contract/training/run-spec'
import { trySteps } from './try-steps'

const lenet = defaultSpec('lenet-relu')
const spec: RunSpec = { ...lenet, batchSize: 8, convolution: 'direct', dataset: { ...lenet.dataset, limitTrain: 24, limitTest: 8 } }
const task = { spec, device: 'cpu', networkFolder: '/no-networks-from-files', steps: 4, testImages: 8, timedSeconds: 0, changes: {} } as const

it('tells losses, evaluation and state, the same in every trial, and close to those of other programs', async () => {
  const tried = triedStepsSchema.parse(await trySteps(task))
  expect(tried.losses).toHaveLength(4)
  expect(tried.evaluation?.loss).toBeGreaterThan(0)
  expect(tried.stepSeconds).toBeNull()
  expect(await trySteps(task)).toMatchObject({ losses: tried.losses, digest: tried.digest })
  for (const changes of [{ foldsUpdates: false }, { largeKernels: false }, { orderedSums: false }]) {
    const { losses } = await trySteps({ ...task, changes })
    losses.forEach((loss, index) => { expect(loss, JSON.stringify(changes)).toBeCloseTo(tried.losses[index] ?? NaN, 3) })
  }
})

it('times further steps', async () => {
  const { stepSeconds, losses } = await trySteps({ ...task, steps: 1, testImages: 0, timedSeconds: 0.01 })
  expect(losses).toHaveLength(1)
  expect(stepSeconds).toBeGreaterThan(0)
  expect(stepSeconds).toBeLessThan(5)
})
