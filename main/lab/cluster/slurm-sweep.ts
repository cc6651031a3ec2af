// A sweep that a cluster trains, while this lab is open: submits its points, and looks again and again how they stand.
import { runOfPoint, type SweepNetworks } from '@common/sweeps/point-spec'
import { titleOf } from '@common/words/run-title'
import { phrase } from '@language/phrase'
import { toProblem, type Problem } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import type { SlurmPlace } from '@contract/sweeps/sweep-place'
import { hasEnded, type SweepPoint } from '@contract/sweeps/sweep-record'
import { logTrouble } from '../../log/log'
import type { LabStore } from '../store/lab-store'
import type { SweepBook } from '../sweeps/sweep-book'
import type { SweepDriver } from '../sweeps/sweep-driver'
import type { ClusterSweep, ClusterSweeps } from './cluster-sweeps'
import type { PointToSubmit } from './submission'

/** A look is followed by a pause of so many times its own length at least: SLURM's controller serves everybody. */
const restOfLook = 20

export interface SlurmSweepDeps {
  readonly cluster: ClusterSweeps
  readonly place: SlurmPlace
  readonly networks: SweepNetworks
  readonly store: Pick<LabStore, 'sweeps'>
}

export class SlurmSweep implements SweepDriver {
  readonly book: SweepBook
  readonly ended: Promise<void>
  readonly #deps: SlurmSweepDeps
  #settle: () => void = () => undefined
  #timer: NodeJS.Timeout | null = null
  #submitting: Promise<unknown> = Promise.resolve()
  /** Looks and submissions, one after another. */
  #work: Promise<void> = Promise.resolve()
  /** Whether the sweep has ended, or is no longer in this process's hands. */
  #isOver = false
  #held: 'paused' | 'interrupted' | null = null

  constructor(book: SweepBook, deps: SlurmSweepDeps) {
    this.book = book
    this.#deps = deps
    this.ended = new Promise((resolve) => {
      this.#settle = resolve
    })
  }

  /** Submits what waits, then looks at once and at intervals. */
  begin(): void {
    this.#next(0)
  }

  hear(event: LabEvent): void {
    if (event.type !== 'removed') return
    const point = this.book.points.find(({ run }) => run === event.runId)
    if (point) this.book.change(point.number, { run: null, status: 'stopped', cluster: null })
  }

  async rest(status: 'paused' | 'interrupted'): Promise<void> {
    this.#held ??= status
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    await this.#submitting // a job that is being submitted must not be forgotten
    if (status === 'paused') await this.#work // a look may be cut short by the lab's end: the next one takes in what it left
  }

  /** Looks at once. */
  async look(): Promise<void> {
    const looked = this.#work.then(() => this.#look())
    this.#work = looked
    await looked
  }

  /** Cancels the tasks; those that run write a checkpoint, from which they go on when the sweep does. @throws LabError `slurm/...` */
  async stopRuns(): Promise<void> {
    try {
      await this.#deps.cluster.cancel(this.#sweep)
    } catch (error) {
      this.#held = null // the sweep goes on, and is followed on
      this.begin()
      throw error
    }
    for (const { number, status } of this.book.points) {
      if (status === 'queued' || status === 'running') this.book.change(number, { status: 'waiting' })
    }
  }

  /** Lets go of the sweep: the cluster goes on with it, unless it is paused. */
  async leave(): Promise<void> {
    if (this.#held === 'paused' && this.book.status === 'running') await this.book.setStatus('paused')
    else await this.book.save()
    this.#settle()
  }

  retry(number: number): void {
    this.book.change(number, { status: 'waiting', problem: null })
    this.begin()
  }

  get #sweep(): ClusterSweep {
    const { id, createdAt } = this.book.summary
    return { id, createdAt, place: this.#deps.place, points: this.book.points }
  }

  #next(milliseconds: number): void {
    if (this.#held !== null || this.#isOver) return
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      void this.look()
    }, milliseconds) // keeps a command that waits for the sweep alive
  }

  async #look(): Promise<void> {
    if (this.#held !== null || this.#isOver) return
    const began = performance.now()
    try {
      if (!(await this.#followStore())) return
      const submitted = this.#submitWaiting()
      this.#submitting = submitted
      const refusal = await submitted
      const { problem } = await this.#deps.cluster.collect(this.#sweep)
      if (await this.#followStore()) await this.#conclude(refusal ?? problem, refusal !== null)
    } catch (error) {
      logTrouble('cluster', 'look at a sweep failed', error, { sweep: this.book.id }) // the next look meets the same trouble, or none
    }
    this.#next(Math.max(1000 * this.#deps.place.interval, restOfLook * (performance.now() - began)))
  }

  /** @returns why not all points could be submitted */
  async #submitWaiting(): Promise<Problem | null> {
    const points = this.book.points.filter(({ status }) => status === 'waiting').flatMap((point) => this.#toSubmit(point))
    if (points.length === 0) return null
    try {
      await this.book.save() // what waits must stand so before its task does
      await this.#deps.cluster.submit(this.#sweep, points)
      return null
    } catch (error) {
      return toProblem(error)
    } finally {
      await this.#followStore()
    }
  }

  /** The run of a point; a point that cannot be trained has failed. */
  #toSubmit({ number, values, seed }: SweepPoint): readonly PointToSubmit[] {
    const { spec, fault } = runOfPoint(this.book.summary.spec, { values, seed }, this.#deps.networks)
    if (spec) return [{ number, spec, title: titleOf(spec) }]
    this.book.change(number, { status: 'failed', problem: { code: 'sweep/point', message: phrase('Point {number} cannot be trained: {fault}', { number, fault }), remedy: phrase('Change its values in a new sweep.') } })
    return []
  }

  /** Takes over what stands in the store: another process may have collected, too, or have paused the sweep. @returns whether it goes on here */
  async #followStore(): Promise<boolean> {
    await this.book.save()
    if ((await this.#deps.store.sweeps.get(this.book.id)).status !== 'running') {
      this.#isOver = true
      this.#settle()
      return false
    }
    for (const point of await this.#deps.store.sweeps.points(this.book.id)) {
      if (JSON.stringify(point) !== JSON.stringify(this.book.point(point.number))) this.book.change(point.number, point)
    }
    await this.book.save()
    return true
  }

  /** @param problem what keeps the sweep from going on; `isRefused`: points could not be submitted, and a further try is the user's to make */
  async #conclude(problem: Problem | null, isRefused: boolean): Promise<void> {
    if (this.book.points.every(({ status }) => hasEnded(status))) {
      await this.#end('completed', null)
    } else if (isRefused && !this.book.points.some(({ status }) => status === 'queued' || status === 'running')) {
      await this.#end('paused', problem)
    } else if (JSON.stringify(problem) !== JSON.stringify(this.book.summary.problem)) {
      await this.book.setStatus('running', problem)
    }
  }

  async #end(status: 'completed' | 'paused', problem: Problem | null): Promise<void> {
    this.#isOver = true
    await this.book.setStatus(status, problem)
    this.#settle()
  }
}
