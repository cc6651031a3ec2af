// Early stopping: which test losses end a run, and the reason that the user reads.
import { epochResult, validatedEpoch } from '@contract/testing/sample-runs'
import { defaultSpec } from '@contract/training/run-spec'
import { expect, it } from 'vitest'
import { earlyEnd } from './early-stopping'

const { dataset } = defaultSpec('lenet')
const tested = (losses: readonly number[]) => losses.map((testLoss, index) => ({ ...epochResult(index + 1), testLoss }))

it.each([
  [[], 1, false],
  [[2], 1, false],
  [[2, 1], 1, false],
  [[2, 2], 1, true],
  [[2, 1, 1.5], 2, false],
  [[2, 1, 1.5, 1.2], 2, true],
  [[2, 1, 1.5, 0.9], 2, false],
  [[2, 3, 3, 3], 3, true],
  [[2, 3, 3, 3], null, false],
] as const)('test losses %j with patience %j: %j', (losses, patience, ends) => {
  expect(earlyEnd(tested(losses), { patience, dataset }) !== null).toBe(ends)
})

it('names the last epoch, the best one, and what is kept', () => {
  expect(earlyEnd(tested([2, 1, 1, 1.5]), { patience: 2, dataset })).toBe(
    'Stopped early after epoch 4: for 2 epochs the test loss has not fallen below that of epoch 2, the best. The checkpoint of epoch 2 is kept.',
  )
  const validated = [2, 1, 1, 1.5].map((validationLoss, index) => validatedEpoch(index + 1, { validationLoss }))
  expect(earlyEnd(validated, { patience: 2, dataset: { ...dataset, validation: 'share' } })).toContain('the validation loss has not fallen below that of epoch 2')
})
