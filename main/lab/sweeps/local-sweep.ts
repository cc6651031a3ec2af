// A sweep that this lab trains: puts its points into the queue of runs a few at a time, so that a run of the user's own need not wait for all.
import { nextAshaJob, rungEpochs, type AshaPoint } from '@common/sweeps/asha'
import { runOfPoint, type SweepNetworks } from '@common/sweeps/point-spec'
import { phrase } from '@language/phrase'
import { LabError, toProblem } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import { heldOut } from '@contract/runs/held-out'
import { isActive, type EpochResult, type RunRecord } from '@contract/runs/run-record'
import type { AshaStrategy, ChosenFigure } from '@contract/sweeps/strategy'
import type { PointStatus, SweepPoint } from '@contract/sweeps/sweep-record'
import { logTrouble } from '../../log/log'
import type { RunErrand } from '../store/run-store'
import type { PointEpoch } from '../store/sweep-store'
import type { RunSpec } from '@contract/training/run-spec'
import { figuresOf, type SweepBook } from './sweep-book'
import type { SweepDriver } from './sweep-driver'

/** What a sweep asks of the runs of the lab. */
export interface SweepRuns {
  start(spec: RunSpec, title: string, errand: RunErrand): Promise<RunRecord>
  resume(id: string, untilEpoch: number | null): Promise<RunRecord>
  stop(id: string): Promise<RunRecord>
}

export interface LocalSweepDeps {
  readonly runs: SweepRuns
  readonly networks: SweepNetworks
  /** Results of the runs at the ends of rungs, as the store has them. */
  readonly epochs: readonly PointEpoch[]
}

/** What is trained next: a point, up to a rung (null without successive halving). */
interface Job {
  readonly point: SweepPoint
  readonly rung: number | null
}

/** What a result is at a rung: figures of the test stand for those of the images that judge epochs. */
const rungFigures: Readonly<Record<ChosenFigure, (result: EpochResult) => number>> = {
  testAccuracy: (result) => heldOut(result).accuracy,
  testLoss: (result) => heldOut(result).loss,
  trainAccuracy: ({ trainAccuracy }) => trainAccuracy,
  trainLoss: ({ trainLoss }) => trainLoss,
}

export class LocalSweep implements SweepDriver {
  readonly book: SweepBook
  readonly ended: Promise<void>
  readonly #deps: LocalSweepDeps
  readonly #asha: AshaStrategy | null
  /** Epochs at the ends of the rungs; one, that of the whole run, without successive halving. */
  readonly #rungs: readonly number[]
  /** By point, its figure at each rung that it has reached. */
  readonly #results = new Map<number, readonly number[]>()
  #advancing = false
  /** Settles when the points that are being put into the queue stand there. */
  #work: Promise<void> = Promise.resolve()
  #settle: () => void = () => undefined
  /** How the sweep ends where it is held; null: it goes on. */
  #held: 'paused' | 'interrupted' | null = null

  constructor(book: SweepBook, deps: LocalSweepDeps) {
    this.book = book
    this.#deps = deps
    const { strategy, base } = book.summary.spec
    this.#asha = strategy.kind === 'asha' ? strategy : null
    this.#rungs = this.#asha ? rungEpochs(this.#asha, base.epochs) : [base.epochs]
    const epochs = new Map<number, EpochResult[]>()
    for (const { point, result } of deps.epochs) epochs.set(point, [...(epochs.get(point) ?? []), result])
    for (const { number, status } of book.points) this.#note(number, epochs.get(number) ?? [], status === 'completed')
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  begin(): void {
    if (!this.#advancing) this.#work = this.#advance()
  }

  hear(event: LabEvent): void {
    if (event.type === 'run') {
      const { run } = event
      // A run that an experiment shares between sweeps belongs to one of them by its record.
      const number = run.sweep?.id === this.book.id ? run.sweep.point : this.book.points.find((point) => point.run === run.id)?.number
      if (number !== undefined) this.#hearRun(run, number)
    }
    if (event.type === 'removed') {
      const point = this.book.points.find(({ run }) => run === event.runId)
      if (point) this.book.change(point.number, { run: null, status: 'stopped' })
    }
  }

  retry(number: number): void {
    this.book.change(number, { status: 'waiting', problem: null })
    this.begin()
  }

  async rest(status: 'paused' | 'interrupted'): Promise<void> {
    this.#held ??= status
    await this.#work // a run that is being made has its id then
  }

  async stopRuns(): Promise<void> {
    const going = this.book.points.filter((point) => point.run !== null && (point.status === 'queued' || point.status === 'running'))
    // A run may end by itself meanwhile, or fail; its record tells, and the point hears of it.
    await Promise.allSettled(going.map(({ run }) => this.#deps.runs.stop(run ?? '')))
  }

  async leave(): Promise<void> {
    if (this.#held !== null && this.book.status === 'running') await this.book.leave(this.#isDone() ? 'completed' : this.#held) // its last run may have ended meanwhile
    this.#settle()
  }

  #hearRun(run: RunRecord, number: number): void {
    const before = this.book.point(number)
    if (!before) return
    this.#note(number, run.epochs, run.status === 'completed')
    const status = this.#statusOf(run)
    this.book.change(number, {
      run: run.id,
      status,
      problem: status === 'failed' ? run.problem : null,
      figures: figuresOf(run),
      ...(this.#asha && isActive(run.status) && { rung: this.#rungOf(run) }),
    })
    if (!isActive(run.status)) this.begin()
    else if (run.status !== 'queued' && before.status === 'queued') this.begin() // its place in the queue is free for another
  }

  #statusOf({ status, untilEpoch, epochs }: RunRecord): PointStatus {
    switch (status) {
      case 'queued':
        return 'queued'
      case 'starting':
      case 'running':
      case 'paused':
        return 'running'
      case 'completed':
      case 'failed':
        return status
      case 'interrupted':
        return this.#held === null ? 'failed' : 'waiting'
      case 'stopped':
        if (untilEpoch !== null && epochs.length >= untilEpoch) return 'halted'
        return this.#held === null ? 'stopped' : 'waiting'
    }
  }

  /** The rung that a run trains up to. */
  #rungOf({ untilEpoch }: RunRecord): number {
    return untilEpoch === null ? this.#rungs.length - 1 : Math.max(0, this.#rungs.indexOf(untilEpoch))
  }

  /** Notes the figures of a point at the rungs that it has reached; a run that is complete before its last rung has reached them all. */
  #note(number: number, epochs: readonly EpochResult[], isComplete: boolean): void {
    if (!this.#asha) return
    const { figure } = this.#asha
    const reached: number[] = []
    for (const rung of this.#rungs) {
      const result = epochs.find(({ epoch }) => epoch === rung) ?? (isComplete ? epochs.at(-1) : undefined)
      if (!result) break
      reached.push(rungFigures[figure](result))
    }
    this.#results.set(number, reached)
  }

  /** Puts points into the queue until one of them waits there, or ends the sweep where nothing is left. */
  async #advance(): Promise<void> {
    this.#advancing = true
    try {
      while (this.#goesOn() && !this.book.points.some(({ status }) => status === 'queued')) {
        const job = this.#next()
        if (!job) break
        await this.#begin(job)
      }
      if (this.#goesOn() && this.#isDone()) {
        await this.book.setStatus('completed')
        this.#settle()
      }
    } catch (error) {
      logTrouble('sweeps', 'sweep does not go on', error, { sweep: this.book.id })
      await this.book.leave('paused', toProblem(error))
      this.#settle()
    } finally {
      this.#advancing = false
    }
  }

  #goesOn(): boolean {
    return this.#held === null && this.book.status === 'running'
  }

  #isDone(): boolean {
    return !this.book.points.some(({ status }) => status === 'queued' || status === 'running') && this.#next() === null
  }

  /** What is trained next: what was begun and interrupted, else what the strategy chooses; null where there is nothing now. */
  #next(): Job | null {
    const { points } = this.book
    const waiting = points.filter(({ status }) => status === 'waiting')
    const begun = waiting.find(({ run }) => run !== null)
    if (!this.#asha) {
      const point = begun ?? waiting[0]
      return point ? { point, rung: null } : null
    }
    if (begun) return { point: begun, rung: Math.min(this.#results.get(begun.number)?.length ?? 0, this.#rungs.length - 1) }
    const job = nextAshaJob(points.map((point) => this.#forAsha(point)), this.#asha, this.#rungs.length)
    const point = job && this.book.point(job.number)
    return job && point ? { point, rung: job.rung } : null
  }

  #forAsha({ number, status, rung, run }: SweepPoint): AshaPoint {
    const isBusy = status === 'queued' || status === 'running' || (status === 'waiting' && run !== null)
    return { number, results: this.#results.get(number) ?? [], target: isBusy ? (rung ?? 0) : null, isOut: status === 'failed' || status === 'stopped' }
  }

  /** Lets the run of a point begin or go on; a point that cannot be trained has failed. */
  async #begin({ point: { number, values, seed, run }, rung }: Job): Promise<void> {
    const { runs, networks } = this.#deps
    const untilEpoch = rung === null || rung === this.#rungs.length - 1 ? null : (this.#rungs[rung] ?? null)
    this.book.change(number, { status: 'queued', rung, problem: null })
    try {
      if (run !== null) {
        await runs.resume(run, untilEpoch)
        return
      }
      const { spec, fault } = runOfPoint(this.book.summary.spec, { values, seed }, networks)
      if (!spec) throw new LabError('sweep/point', phrase('Point {number} cannot be trained: {fault}', { number, fault }), phrase('Change its values in a new sweep.'))
      await runs.start(spec, '', { sweep: { id: this.book.id, point: number }, untilEpoch })
    } catch (error) {
      if (!(error instanceof LabError) || error.code.startsWith('store/') || error.code.startsWith('lab/')) throw error
      this.book.change(number, { status: 'failed', problem: toProblem(error) })
    }
  }
}
