// Which runs this process has in hand: it gives signs of life, so that the runs of a process that ended without a word are found.
import { randomUUID } from 'node:crypto'
import { logTrouble } from '../../log/log'
import type { LabStore } from '../store/lab-store'
import type { Owner } from '../store/owner-store'

/** Milliseconds between two signs of life. */
const renewInterval = 10_000

/** The owners that live in this very process: its number alone does not tell a former process from this one. */
const livingHere = new Set<string>()

export class Ownership {
  /** Names this process in the store. */
  readonly id = randomUUID()
  readonly #store: LabStore
  readonly #timer: NodeJS.Timeout

  /** Enters this process in the store; runs of processes that ended without a word become `interrupted`, now and from time to time. */
  static async enter(store: LabStore): Promise<Ownership> {
    const ownership = new Ownership(store)
    try {
      await ownership.#giveSign()
    } catch (error) {
      ownership.#end()
      throw error
    }
    return ownership
  }

  private constructor(store: LabStore) {
    this.#store = store
    livingHere.add(this.id)
    this.#timer = setInterval(() => {
      this.#giveSign().catch((error: unknown) => {
        // The next sign of life, or the run's own points, will meet the same trouble and tell the user.
        logTrouble('store', 'no sign of life', error)
      })
    }, renewInterval)
    this.#timer.unref()
  }

  /**
   * Takes back a run of this process that another one held for orphaned, after a long sleep of the machine, say.
   * @returns whether it is in hand again; not where the other process has taken it up meanwhile
   */
  reclaim(runId: string): Promise<boolean> {
    return this.#store.owners.reclaim(this.#owner(), runId)
  }

  /** Leaves the store; runs that are still in hand then lose their owner. */
  async close(): Promise<void> {
    this.#end()
    await this.#store.owners.leave(this.id)
  }

  #end(): void {
    clearInterval(this.#timer)
    livingHere.delete(this.id)
  }

  #giveSign(): Promise<void> {
    return this.#store.owners.giveSign(this.#owner(), [...livingHere])
  }

  #owner(): Owner {
    return { id: this.id, pid: process.pid, seenAt: Date.now() }
  }
}
