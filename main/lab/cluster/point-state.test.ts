// Every way in which a task may stand or end, as the lab tells it.
import { expect, it } from 'vitest'
import { runRecord } from '@contract/testing/sample-runs'
import type { RunRecord } from '@contract/runs/run-record'
import { pointState, type PointEvidence } from './point-state'
import type { TaskState } from './slurm/task-states'
import type { TaskStatus } from './sweep-folder'

const now = Date.parse('2026-11-28T12:00:00Z')
const cluster = { job: '7', task: 3, node: null }

const taskOf = (changes: Partial<TaskState>): TaskState => ({ stage: 'ended', word: 'FAILED', reason: null, node: 'n1', exitCode: 1, signal: 0, endedAt: now - 1000, ...changes })

/** What a task wrote some seconds ago. */
const wrote = (secondsAgo: number, record: Partial<RunRecord> = {}, changes: Partial<TaskStatus> = {}): TaskStatus => ({
  ...{ format: 1, attempt: 'a', place: { ...cluster, node: 'n1' }, stage: 'computing', writtenAt: new Date(now - 1000 * secondsAgo).toISOString() },
  record: runRecord(record),
  ...changes,
})

const stateOf = (evidence: Partial<PointEvidence>) => pointState({ cluster, task: null, status: null, hasResult: false, lastWords: null, now, ...evidence })
const problem = { code: 'training/diverged', message: 'Training diverged.', remedy: 'Use a smaller learning rate.' }

it.each<[string, Partial<PointEvidence>, string, string | null]>([
  ['waits', { task: taskOf({ stage: 'waiting', word: 'PENDING', node: null }) }, 'queued', null],
  ['waits again after its time limit', { task: taskOf({ stage: 'waiting', word: 'PENDING', node: null }), status: wrote(9, {}, { stage: 'gone-back' }) }, 'queued', null],
  ['runs', { task: taskOf({ stage: 'running', word: 'RUNNING' }), status: wrote(9) }, 'running', null],
  ['has a result, whatever SLURM says', { hasResult: true, task: taskOf({}) }, 'completed', null],
  ['ended well a moment ago, and its result is on the way', { task: taskOf({ word: 'COMPLETED', exitCode: 0 }) }, 'running', null],
  ['ended well long ago, and left no result', { task: taskOf({ word: 'COMPLETED', exitCode: 0, endedAt: now - 600_000 }) }, 'failed', 'Task 3 of job 7 on node n1 ended with exit code 0 and without a result.'],
  ['failed with a reason of its own', { task: taskOf({}), status: wrote(9, { status: 'failed', problem }, { stage: 'ended' }) }, 'failed', 'Training diverged.'],
  ['failed, after an earlier job had another reason', { task: taskOf({}), status: wrote(9, { problem }, { stage: 'ended', place: { ...cluster, job: '6' } }) }, 'failed', 'Task 3 of job 7 on node n1 ended with exit code 1 and without a result.'],
  ['could not be started', { task: taskOf({ exitCode: 127 }), lastWords: 'job.sh: exec: /opt/node: not found' }, 'failed', 'Task 3 of job 7 on node n1 ended with exit code 127 and without a result, and wrote last: job.sh: exec: /opt/node: not found.'],
  ['did not see the shared folder', { task: taskOf({ exitCode: 0, signal: 53 }) }, 'failed', "Task 3 of job 7 on node n1 could not write its output into the sweep's folder."],
  ['was killed', { task: taskOf({ exitCode: 0, signal: 9 }), status: wrote(9) }, 'failed', 'Task 3 of job 7 on node n1 was killed by signal 9.'],
  ['ran out of time', { task: taskOf({ word: 'TIMEOUT' }) }, 'failed', 'Task 3 of job 7 on node n1 reached its time limit before it had written a checkpoint and gone back into the queue.'],
  ['ran out of memory', { task: taskOf({ word: 'OUT_OF_MEMORY' }) }, 'failed', 'Task 3 of job 7 on node n1 needed more memory than it was given.'],
  ['was cancelled', { task: taskOf({ word: 'CANCELLED' }), status: wrote(9, { status: 'stopped' }, { stage: 'ended' }) }, 'stopped', null],
  ['is unknown to SLURM and gives signs of life', { status: wrote(60) }, 'running', null],
  ['is unknown to SLURM and silent', { status: wrote(600) }, 'failed', 'Task 3 of job 7 on node n1 ended without a result, and SLURM no longer knows how.'],
  ['is unknown to SLURM and never began', {}, 'failed', 'Task 3 of job 7 ended without a result, and SLURM no longer knows how.'],
])('a task that %s', (_, evidence, status, message) => {
  const state = stateOf(evidence)
  expect([state.status, state.problem?.message ?? null]).toEqual([status, message])
})

it('tells the node, how far it is, and what it waits for', () => {
  expect(stateOf({ task: taskOf({ stage: 'running', word: 'RUNNING', node: 'n2' }), status: wrote(1, { step: 12 }) })).toMatchObject({ cluster: { job: '7', task: 3, node: 'n2' }, record: { step: 12 } })
  expect(stateOf({ task: taskOf({ stage: 'waiting', word: 'PENDING', reason: 'Resources', node: null }) }).waitsFor).toBe('Resources')
})
