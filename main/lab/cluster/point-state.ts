// How a point of a sweep on a cluster stands: what SLURM says of its task, together with what the task itself has written.
import { phrase } from '@language/phrase'
import { withoutStop } from '@common/words/sentences'
import type { Problem } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import type { ClusterTask } from '@contract/runs/cluster-task'
import type { PointStatus } from '@contract/sweeps/sweep-record'
import type { TaskState } from './slurm/task-states'
import { signInterval, type TaskStatus } from './sweep-folder'

export interface PointEvidence {
  /** The task that was submitted last for the point. */
  readonly cluster: ClusterTask
  /** Null where SLURM knows the task no more. */
  readonly task: TaskState | null
  /** What the point's task wrote last, in whichever job. */
  readonly status: TaskStatus | null
  /** Whether the result is in its place. */
  readonly hasResult: boolean
  /** The last line that the task wrote, where it has ended; else null. */
  readonly lastWords: string | null
  /** In milliseconds since 1970. */
  readonly now: number
}

export interface PointState {
  /** `completed`: its result waits in the shared folder. */
  readonly status: PointStatus
  readonly problem: Problem | null
  readonly cluster: ClusterTask
  /** How far it is; null before it has begun. */
  readonly record: RunRecord | null
  /** Why it waits, in SLURM's word; null where it does not, or SLURM says nothing. */
  readonly waitsFor: string | null
}

/** Milliseconds until a file that was written on a node must be seen here: network disks remember what a folder holds for up to a minute. */
const diskPatience = 120_000

/** Milliseconds without a sign of life after which a task that SLURM does not know is taken for dead. */
const lifePatience = 4 * signInterval

const repeatRemedy = phrase('Repeat the point: it goes on from its last checkpoint.')

/** The number that SLURM gives for a signal where a node cannot open the file of a task's output. */
const unwritableOutput = 53

/** How a task ended in SLURM's words, as the rest of a sentence that begins with the task and its place, and what to do. */
const endings: Readonly<Record<string, { readonly words: string; readonly remedy: string }>> = {
  TIMEOUT: { words: phrase('reached its time limit before it had written a checkpoint and gone back into the queue'), remedy: phrase('{remedy} More time (--time) or an earlier warning (--warning) helps.', { remedy: repeatRemedy }) },
  OUT_OF_MEMORY: { words: phrase('needed more memory than it was given'), remedy: phrase('Give it more (--memory). {remedy}', { remedy: repeatRemedy }) },
  NODE_FAIL: { words: phrase('was lost with its node'), remedy: repeatRemedy },
  BOOT_FAIL: { words: phrase('was lost, since its node did not start'), remedy: repeatRemedy },
  PREEMPTED: { words: phrase('had to make way for another job'), remedy: repeatRemedy },
  DEADLINE: { words: phrase('was ended, since its deadline had passed'), remedy: repeatRemedy },
  LAUNCH_FAILED: { words: phrase('could not be started on its node'), remedy: repeatRemedy },
}

export function pointState({ cluster, task, status, hasResult, lastWords, now }: PointEvidence): PointState {
  const record = status?.record ?? null
  const own = status?.place.job === cluster.job ? status : null
  const place: ClusterTask = { ...cluster, node: task?.node ?? own?.place.node ?? cluster.node }
  const state = (status: PointStatus, problem: Problem | null = null, waitsFor: string | null = null): PointState => ({ status, problem, cluster: place, record, waitsFor })

  if (hasResult) return state('completed')
  if (task?.stage === 'waiting') return state('queued', null, task.reason)
  if (task?.stage === 'running') return state('running')
  if (!task) {
    const isAlive = own !== null && own.stage !== 'ended' && now - Date.parse(own.writtenAt) < lifePatience
    if (isAlive) return state('running')
  }
  if (own?.record.status === 'completed' || (task?.word === 'COMPLETED' && task.exitCode === 0)) {
    // It ended well: its result is on the way to this machine.
    const ended = task?.endedAt ?? Date.parse(own?.writtenAt ?? '')
    if (now - ended < diskPatience) return state('running')
  }
  if (own?.stage === 'ended' && own.record.problem) return state('failed', own.record.problem)
  if (task?.word === 'CANCELLED') return state('stopped')
  return state('failed', endOf(place, task, lastWords))
}

function endOf({ job, task, node }: ClusterTask, state: TaskState | null, lastWords: string | null): Problem {
  const subject = node === null ? phrase('Task {task} of job {job}', { task, job }) : phrase('Task {task} of job {job} on node {node}', { task, job, node })
  const problem = (words: string, remedy: string): Problem => ({ code: 'cluster/task-ended', message: phrase('{task} {ending}.', { task: subject, ending: words }), remedy })
  if (!state) return problem(phrase('ended without a result, and SLURM no longer knows how'), repeatRemedy)
  const ending = endings[state.word]
  if (ending) return problem(ending.words, ending.remedy)
  if (state.signal === unwritableOutput) return problem(phrase("could not write its output into the sweep's folder"), phrase('Look whether the nodes see the shared folder under the same path, and may write to it.'))
  if (state.signal !== 0) return problem(phrase('was killed by signal {signal}', { signal: state.signal }), repeatRemedy)
  const said = lastWords === null ? phrase('ended with exit code {exitCode} and without a result', { exitCode: state.exitCode }) : phrase('ended with exit code {exitCode} and without a result, and wrote last: {lastWords}', { exitCode: state.exitCode, lastWords: withoutStop(lastWords) })
  return problem(said, phrase("Its output in the sweep's folder says more. {remedy}", { remedy: repeatRemedy }))
}
