// Registers this process as the owner of its runs and gives signs of life, so that the runs of crashed processes are found.
import { randomUUID } from 'node:crypto'
import { logTrouble } from '../../log/log'
import type { LabStore } from '../store/lab-store'
import type { Owner } from '../store/owner-store'

/** Milliseconds between two signs of life. */
const renewInterval = 10_000

/** The owners that live in this very process; the process number alone could also be that of a former process. */
const livingHere = new Set<string>()

export class Ownership {
  /** Names this process in the store. */
  readonly id = randomUUID()
  readonly #store: LabStore
  readonly #timer: NodeJS.Timeout | null = null

  /** Enters this process in the store, unless that can only be read; runs of crashed processes become `interrupted`, now and at every sign of life. */
  static async enter(store: LabStore): Promise<Ownership> {
    const ownership = new Ownership(store)
    try {
      if (!store.isReadOnly) await ownership.#giveSign()
    } catch (error) {
      ownership.#end()
      throw error
    }
    return ownership
  }

  private constructor(store: LabStore) {
    this.#store = store
    if (store.isReadOnly) return // nothing can be taken in hand there
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
   * Takes back a run of this process that another one has marked as orphaned, e.g. after the machine has slept.
   * @returns whether it is in hand again; false where another process has taken it up meanwhile
   */
  reclaim(runId: string): Promise<boolean> {
    return this.#store.owners.reclaim(this.#owner(), runId)
  }

  /** Leaves the store; runs that are still in hand then lose their owner. */
  async close(): Promise<void> {
    this.#end()
    if (!this.#store.isReadOnly) await this.#store.owners.leave(this.id)
  }

  #end(): void {
    if (this.#timer !== null) clearInterval(this.#timer)
    livingHere.delete(this.id)
  }

  #giveSign(): Promise<void> {
    return this.#store.owners.giveSign(this.#owner(), [...livingHere])
  }

  #owner(): Owner {
    return { id: this.id, pid: process.pid, seenAt: Date.now() }
  }
}
