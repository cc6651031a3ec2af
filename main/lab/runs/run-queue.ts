// The queue of runs in this process: one trains or is paused, the others wait their turn.
import type { RunRecord } from '@contract/runs/run-record'
import { logTrouble } from '../../log/log'
import type { RunSupervisor } from './supervisor/run-supervisor'

export interface QueueOptions {
  /** Starts a run whose turn has come. */
  readonly begin: (run: RunRecord) => RunSupervisor
  /** Told of every run whose engine process is gone. */
  readonly onEnded: (supervisor: RunSupervisor) => void
}

export class RunQueue {
  readonly #options: QueueOptions
  #waiting: RunRecord[] = []
  #active: RunSupervisor | null = null

  constructor(options: QueueOptions) {
    this.#options = options
  }

  /** The supervisor of the run that goes on, or is paused; null where none is. */
  get active(): RunSupervisor | null {
    return this.#active
  }

  /** Starts the run, or lets it wait behind those that were added before. */
  add(run: RunRecord): void {
    this.#waiting.push(run)
    this.#advance()
  }

  /** The supervisor of a run, where it is the active one. */
  supervisorOf(id: string): RunSupervisor | null {
    return this.#active?.record.id === id ? this.#active : null
  }

  isWaiting(id: string): boolean {
    return this.#waiting.some((run) => run.id === id)
  }

  /** Takes a waiting run out of the queue; null where it does not wait. */
  withdraw(id: string): RunRecord | null {
    const run = this.#waiting.find((waiting) => waiting.id === id) ?? null
    this.#waiting = this.#waiting.filter((waiting) => waiting !== run)
    return run
  }

  /** Takes every waiting run out of the queue. */
  withdrawAll(): readonly RunRecord[] {
    const withdrawn = this.#waiting
    this.#waiting = []
    return withdrawn
  }

  #advance(): void {
    if (this.#active !== null) return
    const next = this.#waiting.shift()
    if (!next) return
    const supervisor = this.#options.begin(next)
    this.#active = supervisor
    void supervisor.ended.then(() => {
      this.#active = null
      try {
        this.#options.onEnded(supervisor)
      } catch (error) {
        logTrouble('runs', 'trouble after the end of a run', error, { run: next.id }) // and the others must not wait for ever
      }
      this.#advance()
    })
  }
}
