// The state of an experiment in words: faults are told, training that diverged is none.
import type { ExperimentRecord } from '@contract/experiments/experiment-record'
import { expect, it } from 'vitest'
import { experimentStatus } from './experiment-words'

const record = (diverged: number, problem: ExperimentRecord['parts'][number]['problem'] = null): ExperimentRecord => ({
  id: 'overfit-1', name: 'overfit', size: 'quick', status: 'completed', isChanged: false, createdAt: '2026-11-29T00:00:00.000Z', endedAt: null, secondsLeft: 0, conclusion: '',
  parts: [{ name: 'break', work: {} as ExperimentRecord['parts'][number]['work'], sweep: 'sweep-1', status: 'completed', counts: { total: 3, waiting: 0, queued: 0, running: 0, halted: 0, completed: 1, failed: 2, stopped: 0 }, diverged, problem }],
})

it('is complete where all that failed has diverged, and complete with failures where a fault is among it', () => {
  expect(experimentStatus(record(2))).toMatchObject({ label: 'Complete: Quick', tone: 'success' })
  expect(experimentStatus(record(1))).toMatchObject({ label: 'Complete: Quick, with failures', tone: 'warning' })
  expect(experimentStatus(record(2, { code: 'experiment/sweep-gone', message: 'Gone.', remedy: '' }))).toMatchObject({ tone: 'warning' })
  expect(experimentStatus(null)).toMatchObject({ label: 'Not begun' })
})
