// What is said of an experiment's state: nothing where all is there, divergence is told as a result and not as a fault.
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import { expect, it } from 'vitest'
import { isWanting, stateSentence } from './state-sentence'

const none = { total: 0, waiting: 0, queued: 0, running: 0, halted: 0, completed: 0, failed: 0, stopped: 0 }
const record = (status: ExperimentRecord['status'], counts: Partial<typeof none>, diverged = 0): Pick<ExperimentRecord, 'status' | 'parts'> =>
  ({ status, parts: [{ name: 'part', work: {} as ExperimentRecord['parts'][number]['work'], sweep: null, status: 'completed', counts: { ...none, ...counts }, diverged, problem: null }] })

it.each([
  ['all is there', record('completed', { total: 3, completed: 3 }), '', false],
  ['training diverged', record('completed', { total: 3, completed: 2, failed: 1 }, 1), '1 point of 3 diverged, which is a result.', false],
  ['a fault', record('completed', { total: 3, completed: 1, failed: 2 }, 1), '1 point of 3 failed; the rest stands. 1 point of 3 diverged, which is a result.', true],
  ['points wait', record('paused', { total: 3, completed: 1, waiting: 1, failed: 1 }, 1), 'This experiment is not complete: 1 of 3 complete, 1 failed. Of the failed points 1 diverged, which is a result.', true],
] as const)('%s', (_, of, words, wanting) => {
  expect(stateSentence(of)).toBe(words)
  expect(isWanting(of)).toBe(wanting)
})
