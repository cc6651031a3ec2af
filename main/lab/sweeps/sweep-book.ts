// The book of one sweep that this process works on: its record in memory, written to the store and told to listeners as it changes.
import type { LabEvent } from '@contract/runs/events'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { progressInterval } from '@contract/runs/progress-interval'
import type { Problem } from '@contract/problem'
import type { PointFigures, SweepPoint, SweepRecord, SweepStatus, SweepSummary } from '@contract/sweeps/sweep-record'
import { logTrouble } from '../../log/log'
import type { LabStore } from '../store/lab-store'
import { countsOf } from '../store/sweep-store'

export interface BookDeps {
  readonly store: LabStore['sweeps']
  /** Id of this process in the store. */
  readonly owner: string
  readonly tell: (event: LabEvent) => void
  /** Expected time to the end of a sweep as it stands, in seconds; null where too little is known. */
  readonly secondsLeft: (points: readonly SweepPoint[]) => number | null
}

export class SweepBook {
  readonly #deps: BookDeps
  #summary: SweepSummary
  readonly #points: Map<number, SweepPoint>
  /** Numbers of points whose change is not told yet. */
  #changed = new Set<number>()
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(summary: SweepSummary, points: readonly SweepPoint[], deps: BookDeps) {
    this.#summary = summary
    this.#points = new Map(points.map((point) => [point.number, point]))
    this.#deps = deps
  }

  get id(): string {
    return this.#summary.id
  }

  get status(): SweepStatus {
    return this.#summary.status
  }

  get points(): readonly SweepPoint[] {
    return [...this.#points.values()]
  }

  get summary(): SweepSummary {
    const { points } = this
    const secondsLeft = this.status === 'completed' ? 0 : this.#deps.secondsLeft(points)
    return { ...this.#summary, counts: countsOf(points.map(({ status }) => status)), secondsLeft }
  }

  get record(): SweepRecord {
    return { ...this.summary, points: [...this.points] }
  }

  point(number: number): SweepPoint | null {
    return this.#points.get(number) ?? null
  }

  /** Changes a point in memory; it is written and told within a tenth of a second. */
  change(number: number, changes: Partial<SweepPoint>): void {
    const before = this.#points.get(number)
    if (!before) return
    this.#points.set(number, { ...before, ...changes })
    this.#changed.add(number)
    this.#timer ??= setTimeout(() => {
      this.save().catch((error: unknown) => {
        logTrouble('sweeps', 'points not written', error, { sweep: this.id }) // the runs themselves tell what became of the points
      })
    }, progressInterval)
  }

  /** Writes and tells all changes of points; what could not be written is written by the next call. @throws LabError `store/...` */
  save(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const saved = this.#writing.then(async () => {
      const numbers = this.#changed
      const points = this.#changedPoints()
      this.#changed = new Set()
      if (points.length === 0) return
      try {
        await this.#deps.store.savePoints(this.id, points)
      } catch (error) {
        this.#changed = new Set([...numbers, ...this.#changed])
        throw error
      }
      this.#deps.tell({ type: 'sweep', sweep: this.summary, points })
    })
    this.#writing = saved.catch(() => undefined) // the caller gets the error
    return saved
  }

  /** Writes and tells the state of the sweep, after all changes of points. @throws LabError `store/...` */
  async setStatus(status: SweepStatus, problem: Problem | null = null): Promise<void> {
    this.#summary = { ...this.#summary, status, problem }
    await this.save()
    this.#summary = await this.#deps.store.setStatus(this.id, status, problem, this.#deps.owner)
    this.#deps.tell({ type: 'sweep', sweep: this.summary, points: [] })
  }

  /** Writes how the sweep is left. Where the store cannot be written, listeners hear of it all the same, and the next lab finds the sweep as interrupted. */
  async leave(status: Exclude<SweepStatus, 'running'>, problem: Problem | null = null): Promise<void> {
    try {
      await this.setStatus(status, problem)
    } catch (error) {
      logTrouble('sweeps', 'state of the sweep not written', error, { sweep: this.id })
      this.#deps.tell({ type: 'sweep', sweep: this.summary, points: this.#changedPoints() })
    }
  }

  #changedPoints(): SweepPoint[] {
    return [...this.#changed].flatMap((number) => this.#points.get(number) ?? [])
  }
}

/** The figures of a run as a sweep's table has them. */
export function figuresOf(run: RunRecord): PointFigures {
  const { trainLoss, trainAccuracy, testLoss, testAccuracy, validationLoss, validationAccuracy, imagesPerSecond, peakRssBytes, peakDeviceBytes, parameters, epochs } = run
  const best = epochs.length === 0 ? null : Math.max(...epochs.map((epoch) => heldOut(epoch).accuracy))
  const isTested = heldOutSplit(run.spec) === 'test'
  return {
    ...{ trainLoss, trainAccuracy, testLoss, testAccuracy, validationLoss, validationAccuracy, imagesPerSecond, peakRssBytes, peakDeviceBytes, parameters },
    bestTestAccuracy: isTested ? best : testAccuracy,
    bestValidationAccuracy: isTested ? null : best,
    elapsedSeconds: epochs.length === 0 ? null : run.elapsedSeconds,
    epochs: epochs.at(-1)?.epoch ?? null,
  }
}
