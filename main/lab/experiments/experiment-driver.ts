// Works off the parts of one experiment in their order: sweeps through the queue of runs, analyses point by point.
import { phrase } from '@language/phrase'
import type { PartWork, ExperimentStatus } from '@contract/experiments/experiment-record'
import { LabError, toProblem } from '@contract/problem'
import type { SweepSummary } from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { setTimeout as wait } from 'node:timers/promises'
import { log, logTrouble } from '../../log/log'
import type { MeasuredPoint, StoredExperiment, StoredPart } from '../store/experiment-store'
import type { AnalysisPoint } from './analyses/analysis'

/** What a driver asks of the lab. */
export interface DriverDeps {
  readonly read: () => Promise<StoredExperiment>
  /** Begins the sweep of a part, with what is known already; answers with its id. */
  readonly startSweep: (part: string, spec: SweepSpec) => Promise<string>
  readonly sweeps: {
    summary(id: string): Promise<SweepSummary>
    resumeSweep(id: string): Promise<SweepSummary>
    pauseSweep(id: string): Promise<SweepSummary>
    ended(id: string): Promise<void>
  }
  readonly analysisPoints: (work: PartWork) => readonly AnalysisPoint[]
  readonly measured: () => Promise<readonly MeasuredPoint[]>
  readonly saveMeasured: (point: MeasuredPoint) => Promise<void>
  /** Whether a run keeps the processor busy, so that measuring would be wrong. */
  readonly isBusy: () => Promise<boolean>
  readonly setProblem: (part: string, error: unknown) => Promise<void>
  readonly setStatus: (status: ExperimentStatus) => Promise<void>
  /** Told after each change of a part. */
  readonly changed: () => void
}

/** Milliseconds between two looks whether the processor is free for a measurement. */
const busyInterval = 1000

export class ExperimentDriver {
  readonly #deps: DriverDeps
  readonly #measuring = new AbortController()
  /** How the experiment ends where it is held; null: it goes on. */
  #held: 'paused' | 'interrupted' | null = null
  /** Id of the sweep that goes on. */
  #sweep: string | null = null
  /** The point of an analysis that is measured now. */
  measuringKey: string | null = null
  /** Settles when the experiment is no longer worked on here. */
  readonly ended: Promise<void>
  #settle: () => void = () => undefined

  constructor(deps: DriverDeps) {
    this.#deps = deps
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  begin(): void {
    void this.#work()
  }

  /** Begins nothing more, and ends a measurement that goes on; the lab ends the runs itself where it closes. */
  async hold(status: 'paused' | 'interrupted'): Promise<void> {
    this.#held ??= status
    this.#measuring.abort(new LabError('experiment/held', phrase('The experiment was held.'), phrase('Resume it.')))
    const sweep = this.#sweep
    if (status !== 'paused' || sweep === null) return
    const { status: now } = await this.#deps.sweeps.summary(sweep)
    if (now === 'running') await this.#deps.sweeps.pauseSweep(sweep)
  }

  async #work(): Promise<void> {
    const { setStatus, setProblem, changed } = this.#deps
    /** Parts that could not be done; the others are. */
    const given = new Set<string>()
    let status: ExperimentStatus = 'paused'
    try {
      for (let part = await this.#next(given); part !== null && this.#goesOn(); part = await this.#next(given)) {
        try {
          await this.#do(part)
        } catch (error) {
          if (!this.#goesOn()) break
          if (concernsAll(error)) throw error
          logTrouble('experiments', 'part cannot be done', error, { part: part.name })
          given.add(part.name)
          await setProblem(part.name, error)
        }
        changed()
      }
      const isDone = (await this.#next(given)) === null // the last part may have ended while it was being held
      status = isDone ? 'completed' : (this.#held ?? 'paused')
    } catch (error) {
      logTrouble('experiments', 'experiment does not go on', error) // its sweep and its runs tell why
      status = this.#held ?? 'paused'
    }
    await setStatus(status).catch((error: unknown) => {
      logTrouble('experiments', 'state not written', error) // the next lab finds it as interrupted
    })
    log('info', 'experiments', status)
    this.#settle()
    changed()
  }

  #goesOn(): boolean {
    return this.#held === null
  }

  /** The first part that has not ended; null: all have. */
  async #next(given: ReadonlySet<string>): Promise<StoredPart | null> {
    const { parts } = await this.#deps.read()
    for (const part of parts) if (!given.has(part.name) && !(await this.#isDone(part))) return part
    return null
  }

  async #isDone({ work, sweep }: StoredPart): Promise<boolean> {
    if (work.kind === 'analysis') return (await this.#missing(work)).length === 0
    return sweep !== null && (await this.#deps.sweeps.summary(sweep)).status === 'completed'
  }

  async #missing(work: PartWork): Promise<readonly AnalysisPoint[]> {
    const keys = new Set((await this.#deps.measured()).map(({ key }) => key))
    return this.#deps.analysisPoints(work).filter(({ key }) => !keys.has(key))
  }

  async #do({ name, work, sweep }: StoredPart): Promise<void> {
    if (work.kind === 'analysis') return this.#analyse(work)
    const { startSweep, sweeps, changed } = this.#deps
    const id = sweep ?? (await startSweep(name, work.sweep))
    this.#sweep = id
    try {
      if (sweep !== null) await sweeps.resumeSweep(id)
      changed()
      if (this.#held === 'paused') await sweeps.pauseSweep(id)
      await sweeps.ended(id)
    } finally {
      this.#sweep = null
    }
    const { status, problem } = await sweeps.summary(id)
    if (status === 'completed') return
    this.#held ??= status === 'interrupted' ? 'interrupted' : 'paused' // held at the sweep's own page, or by a full disk
    if (problem) log('error', 'experiments', 'sweep does not go on', { sweep: id, code: problem.code })
  }

  async #analyse(work: PartWork): Promise<void> {
    const { signal } = this.#measuring
    const { isBusy, saveMeasured, changed } = this.#deps
    for (const point of await this.#missing(work)) {
      while (await isBusy()) await wait(busyInterval, undefined, { signal })
      signal.throwIfAborted()
      this.measuringKey = point.key
      changed()
      try {
        await saveMeasured({ key: point.key, rows: await point.run(signal), problem: null })
      } catch (error) {
        if (signal.aborted || concernsAll(error)) throw error
        logTrouble('experiments', 'point not measured', error, { point: point.key })
        await saveMeasured({ key: point.key, rows: [], problem: toProblem(error) }) // the others are measured; it can be repeated
      } finally {
        this.measuringKey = null
      }
      changed()
    }
  }
}

/** Whether an error keeps every part from going on: of the store, or of a lab that closes. */
const concernsAll = (error: unknown): boolean => !(error instanceof LabError) || error.code.startsWith('store/') || error.code.startsWith('lab/')
