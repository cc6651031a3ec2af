// Sweeps on a cluster: submits their points, takes in what is there, cancels, and submits again what has failed.
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError, toProblem, type Problem } from '@contract/problem'
import type { ClusterTask } from '@contract/runs/cluster-task'
import type { RunRecord } from '@contract/runs/run-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import type { SweepPoint } from '@contract/sweeps/sweep-record'
import { fileTrouble } from '../../files/file-trouble'
import { log, logTrouble } from '../../log/log'
import type { HomeFolders } from '../home-folders'
import type { ClusterPoint } from '../store/cluster-store'
import type { LabStore } from '../store/lab-store'
import { figuresOf } from '../sweeps/sweep-book'
import { pointState, type PointEvidence, type PointState } from './point-state'
import { copyFiles, readResult, type PointResult } from './result'
import type { Slurm } from './slurm/slurm'
import type { TaskState } from './slurm/task-states'
import { assertUsable, submit, type PointToSubmit } from './submission'
import { pointNamed, SweepFolder } from './sweep-folder'

/** What of a sweep its cluster needs to know. */
export interface ClusterSweep {
  readonly id: string
  readonly createdAt: string
  readonly place: SlurmPlace
  readonly points: readonly SweepPoint[]
}

export interface ClusterSweepsDeps {
  readonly store: Pick<LabStore, 'cluster'>
  readonly folders: HomeFolders
  readonly slurm: Slurm
  /** How this machine calls `cnn-lab`: the words of a command. */
  readonly command: readonly string[]
  /** Id of this process in the store. */
  readonly owner: string
  /** Told of every run that was taken in. */
  readonly onRun: (run: RunRecord) => void
}

/** What came of a look at a sweep. */
export interface Collected {
  readonly changed: boolean
  /** Runs that were taken in. */
  readonly runs: number
  /** What keeps the whole sweep from going on: SLURM, or the shared folder; null: nothing. */
  readonly problem: Problem | null
}

/** Why SLURM starts no task, in words, by its own; others are only a matter of time. https://slurm.schedmd.com/job_reason_codes.html */
const obstacles: readonly (readonly [RegExp, string])[] = [
  [/^Nodes_required_for_job_are_DOWN|^ReqNodeNotAvail|^NodeDown|^PartitionDown|^PartitionInactive/, phrase('the nodes that it needs are down or drained')],
  [/held/i, phrase('it is held: `scontrol release` lets it go on')],
  [/^BadConstraints|^PartitionNodeLimit|^PartitionTimeLimit/, phrase('no node has what the options ask for')],
  [/^Assoc|^QOS/, phrase('a limit of the account or its quality of service is reached')],
]

export class ClusterSweeps {
  readonly #deps: ClusterSweepsDeps

  constructor(deps: ClusterSweepsDeps) {
    this.#deps = deps
  }

  /** Refuses a sweep before it is made. @throws LabError `cluster/strategy`, `cluster/folder`, `slurm/missing` */
  async assertPossible({ folder }: SlurmPlace, { strategy }: SweepSpec): Promise<void> {
    if (strategy.kind === 'asha') {
      throw new LabError('cluster/strategy', phrase('Successive halving decides after each rung which points go on, and tasks on a cluster train to the end.'), phrase('Choose grid, list, random or sobol, or train the sweep on this machine.'))
    }
    await assertUsable(folder)
    await this.#deps.slurm.assertThere()
  }

  /** Submits points, new ones or such that have ended without a result. @throws LabError `cluster/folder`, `slurm/...` */
  async submit(sweep: ClusterSweep, points: readonly PointToSubmit[]): Promise<void> {
    const { store, folders, slurm, command } = this.#deps
    const folder = folderOf(sweep)
    for (const { number } of points) await setAside(folder, number)
    await submit({
      ...{ sweep: sweep.id, folder, points, options: sweep.place, slurm, command },
      after: await this.#aboutToEnd(sweep.points.filter(({ number }) => points.some((point) => point.number === number))),
      networkFolder: folders.networks,
      onSubmitted: async (tasks) => {
        log('info', 'cluster', 'submitted', { sweep: sweep.id, job: [...tasks.values()][0]?.job, points: tasks.size })
        await store.cluster.submitted(sweep.id, tasks)
      },
    })
  }

  /** Takes in every result that is there, and notes how the other points stand. May be done at any time, by several processes, and again. @throws LabError `store/...` */
  async collect(sweep: ClusterSweep): Promise<Collected> {
    const folder = folderOf(sweep)
    const open = sweep.points.filter(({ run, cluster }) => run === null && cluster !== null)
    if (open.length === 0) return { changed: false, runs: 0, problem: null }
    let results: ReadonlySet<number>
    try {
      results = await resultsIn(folder)
    } catch (error) {
      return { changed: false, runs: 0, problem: { code: 'cluster/folder', message: phrase("The sweep's folder {path} cannot be read: {trouble}.", { path: folder.path, trouble: fileTrouble(error) }), remedy: phrase('Make the shared disk available again.') } }
    }
    const { tasks, problem } = await this.#tasksOf(open)
    let runs = 0
    const standing: ClusterPoint[] = []
    const waiting: (string | null)[] = []
    for (const point of open) {
      if (!point.cluster) continue
      const task = tasks.get(point.cluster.job)
      // What SLURM does not say now is not judged: only results count then.
      if (!task && !results.has(point.number)) continue
      const state = await this.#stateOf(point, point.cluster, folder, { task: task?.get(point.cluster.task) ?? null, hasResult: results.has(point.number) })
      if (state.status === 'completed') {
        const outcome = await this.#takeIn(sweep, folder, point.number)
        if (outcome === 'taken') runs += 1
        else if (outcome !== 'there') standing.push(standingOf(point.number, { ...state, status: 'failed', problem: outcome }))
      } else {
        // A point that has failed or was cancelled stays so until it is submitted again.
        if (point.status === 'queued' || point.status === 'running') standing.push(standingOf(point.number, state))
        if (state.status === 'queued') waiting.push(state.waitsFor)
      }
    }
    const isStuck = standing.every(({ status }) => status !== 'running') && waiting.length > 0
    const stood = await this.#deps.store.cluster.stand(sweep.id, standing)
    return { changed: stood || runs > 0, runs, problem: problem ?? (isStuck ? obstacle(waiting) : null) }
  }

  async #stateOf({ number, figures }: SweepPoint, cluster: ClusterTask, folder: SweepFolder, { task, hasResult }: Pick<PointEvidence, 'task' | 'hasResult'>): Promise<PointState> {
    const hasBegun = task?.stage !== 'waiting' || figures.epochs !== null
    const status = hasBegun && !hasResult ? await folder.status(number) : null
    const lastWords = task?.stage === 'ended' && !hasResult ? await folder.lastWords(cluster) : null
    return pointState({ cluster, task, status, hasResult, lastWords, now: Date.now() })
  }

  /** Cancels the tasks that wait or run; the latter write a checkpoint first. @throws LabError `slurm/...` */
  async cancel({ id, points }: Pick<ClusterSweep, 'id' | 'points'>): Promise<void> {
    for (const [job, tasks] of tasksByJob(points.filter(({ status }) => status === 'queued' || status === 'running'))) {
      log('info', 'cluster', 'cancelled', { sweep: id, job, tasks: tasks.length })
      await this.#deps.slurm.cancel(job, tasks)
    }
  }

  /** Removes the folder of a sweep from the shared disk. */
  async remove(sweep: Omit<ClusterSweep, 'points'>): Promise<void> {
    await rm(folderOf(sweep).path, { recursive: true, force: true, maxRetries: 5 })
  }

  /** The tasks of these points that SLURM has not yet seen end. @throws LabError `slurm/...` */
  async #aboutToEnd(points: readonly SweepPoint[]): Promise<readonly ClusterTask[]> {
    const going: ClusterTask[] = []
    for (const [job, numbers] of tasksByJob(points)) {
      const tasks = await this.#deps.slurm.tasks(job)
      for (const task of numbers) if (tasks.get(task) && tasks.get(task)?.stage !== 'ended') going.push({ job, task, node: null })
    }
    return going
  }

  /** What SLURM knows of the jobs whose tasks are not known to have ended. */
  async #tasksOf(points: readonly SweepPoint[]): Promise<{ readonly tasks: ReadonlyMap<string, ReadonlyMap<number, TaskState>>; readonly problem: Problem | null }> {
    const tasks = new Map<string, ReadonlyMap<number, TaskState>>()
    try {
      for (const job of tasksByJob(points.filter(({ status }) => status === 'queued' || status === 'running')).keys()) tasks.set(job, await this.#deps.slurm.tasks(job))
      return { tasks, problem: null }
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      return { tasks, problem: toProblem(error) }
    }
  }

  /** @returns the problem of a result that cannot be used */
  async #takeIn(sweep: ClusterSweep, folder: SweepFolder, point: number): Promise<'taken' | 'there' | Problem> {
    const { store, folders, owner, onRun } = this.#deps
    const temporary = folders.run(`taking-in-${randomUUID()}`)
    try {
      const result = await readResult(sweep.id, folder, point)
      await copyFiles(point, result, temporary)
      const run = await store.cluster.adopt({ record: adopted(result, sweep.id, point), curves: result.curves, files: temporary, runsFolder: dirname(temporary) }, owner)
      if (!run) return 'there'
      onRun(run)
      return 'taken'
    } catch (error) {
      if (!(error instanceof LabError) || error.code !== 'cluster/result') throw error
      logTrouble('cluster', 'result not taken in', error, { sweep: sweep.id, point })
      return toProblem(error)
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  }
}

/** The folder of a sweep: other labs, with sweeps of the same number, may share the disk. */
function folderOf({ id, createdAt, place }: Pick<ClusterSweep, 'id' | 'createdAt' | 'place'>): SweepFolder {
  return new SweepFolder(join(place.folder, `cnn-lab-${id}-${createdAt.replace(/\D/g, '')}`))
}

/** The numbers of the points whose results are in place. @throws as `fs` does */
async function resultsIn(folder: SweepFolder): Promise<ReadonlySet<number>> {
  return new Set((await readdir(folder.results)).map(pointNamed).filter((point) => point !== null))
}

/** Gives a result that could not be used another name, so that the point is computed again. */
async function setAside(folder: SweepFolder, point: number): Promise<void> {
  if (existsSync(folder.resultOf(point))) await rename(folder.resultOf(point), `${folder.resultOf(point)}-unusable-${Date.now()}`)
}

function tasksByJob(points: readonly { readonly cluster: ClusterTask | null }[]): ReadonlyMap<string, readonly number[]> {
  const jobs = new Map<string, number[]>()
  for (const { cluster } of points) {
    if (cluster) jobs.set(cluster.job, [...(jobs.get(cluster.job) ?? []), cluster.task])
  }
  return jobs
}

function standingOf(number: number, { cluster, status, problem, record }: PointState): ClusterPoint {
  return { number, cluster, status, problem, figures: record && figuresOf(record) }
}

/** The run as it is in this lab. */
function adopted({ record, place }: PointResult, sweep: string, point: number): RunRecord {
  return { ...record, sweep: { id: sweep, point }, cluster: place }
}

/** What keeps all tasks waiting, by SLURM's reasons; null where it is only a matter of time. */
function obstacle(reasons: readonly (string | null)[]): Problem | null {
  const words = reasons.map((reason) => obstacles.find(([pattern]) => pattern.test(reason ?? ''))?.[1] ?? null)
  const [first = null] = words
  if (first === null || words.some((other) => other !== first)) return null
  return { code: 'cluster/waits', message: phrase('SLURM starts no task of the sweep: {reason}.', { reason: first }), remedy: phrase('It goes on by itself as soon as SLURM starts one.') }
}
