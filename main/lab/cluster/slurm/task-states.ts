// The states of an array job's tasks, read from what `scontrol show job` and `sacct` write.

/** Where a task stands: `waiting` in SLURM's queue, `running` on a node (or about to end there), or `ended`. */
export interface TaskState {
  readonly stage: 'waiting' | 'running' | 'ended'
  /** SLURM's own word, e.g. `PENDING`, `NODE_FAIL`. */
  readonly word: string
  /** Why it waits, in SLURM's own word, e.g. `Resources`; null where SLURM says none. */
  readonly reason: string | null
  readonly node: string | null
  readonly exitCode: number
  /** Number of the signal that ended it; 0: none. */
  readonly signal: number
  /** When it ended, in milliseconds since 1970; null where it has not, or SLURM does not say. */
  readonly endedAt: number | null
}

const waiting: ReadonlySet<string> = new Set(['PENDING', 'REQUEUED', 'REQUEUE_HOLD', 'REQUEUE_FED', 'SPECIAL_EXIT', 'RESV_DEL_HOLD'])
const running: ReadonlySet<string> = new Set(['RUNNING', 'CONFIGURING', 'COMPLETING', 'RESIZING', 'SIGNALING', 'STAGE_OUT', 'STOPPED', 'SUSPENDED'])

/** @param word the state; a further word behind it, as in `CANCELLED by 1000`, says by whom */
function stageOf(word: string): TaskState['stage'] {
  return waiting.has(word) ? 'waiting' : running.has(word) ? 'running' : 'ended'
}

/** The tasks in the output of `scontrol show job JOB --oneliner`, in UTC. Tasks that wait stand in one line together. */
export function taskStates(output: string): ReadonlyMap<number, TaskState> {
  return new Map(
    output.split('\n').flatMap((line) => {
      const value = (key: string) => new RegExp(`(?:^| )${key}=(\\S*)`).exec(line)?.[1] ?? ''
      const [exitCode = 0, signal = 0] = value('ExitCode').split(':').map(Number)
      const word = value('JobState')
      const end = Date.parse(`${value('EndTime')}Z`)
      const stage = stageOf(word)
      const state: TaskState = {
        ...{ stage, word, exitCode, signal },
        reason: named(value('Reason')),
        node: named(value('NodeList')),
        endedAt: stage !== 'ended' || Number.isNaN(end) ? null : end,
      }
      return numbersIn(value('ArrayTaskId')).map((task) => [task, state] as const)
    }),
  )
}

/** The tasks in the output of `sacct --parsable2 --noheader --allocations --format=JobID,State,ExitCode,NodeList`. */
export function taskStatesOfAccounting(output: string): ReadonlyMap<number, TaskState> {
  return new Map(
    output.split('\n').flatMap((line) => {
      const [id = '', words = '', exit = '', node = ''] = line.split('|')
      const [, tasks = ''] = /^\d+_\[?([^\]]+)\]?$/.exec(id) ?? []
      const [word = ''] = words.split(' ')
      const [exitCode = 0, signal = 0] = exit.split(':').map(Number)
      const state: TaskState = { stage: stageOf(word), word, reason: null, node: named(node), exitCode, signal, endedAt: null }
      return numbersIn(tasks).map((task) => [task, state] as const)
    }),
  )
}

/** A name that SLURM writes; null for what it writes where there is none. */
function named(value: string): string | null {
  return ['', '(null)', 'None', 'None assigned', 'N/A'].includes(value) ? null : value
}

/** The numbers of a list such as `1-3,7,10-20:5%4`; what follows the per cent sign is the most at the same time. */
export function numbersIn(list: string): readonly number[] {
  const [numbers = ''] = list.split('%')
  return numbers.split(',').flatMap((part) => {
    const [, first, last, step] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part) ?? []
    if (first === undefined) return []
    const [from, by] = [Number(first), Number(step ?? 1)]
    return Array.from({ length: Math.floor((Number(last ?? first) - from) / by) + 1 }, (_, index) => from + index * by)
  })
}

/** Such a list for numbers in ascending order. */
export function listOf(numbers: readonly number[]): string {
  const runs: { readonly first: number; last: number }[] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run && number === run.last + 1) run.last = number
    else runs.push({ first: number, last: number })
  }
  return runs.map(({ first, last }) => (first === last ? String(first) : `${first}-${last}`)).join(',')
}
