// Early stopping: which test losses end a run, and the reason that the user reads.
import { epochResult } from '@contract/testing/sample-runs'
import { expect, it } from 'vitest'
import { earlyEnd } from './early-stopping'

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
  expect(earlyEnd(tested(losses), patience) !== null).toBe(ends)
})

it('names the last epoch, the best one, and what is kept', () => {
  expect(earlyEnd(tested([2, 1, 1, 1.5]), 2)).toBe(
    'Stopped early after epoch 4: for 2 epochs the test loss has not fallen below that of epoch 2, the best. The checkpoint of epoch 2 is kept.',
  )
})
