// Which runs this process has in hand, and which of the others' have lost the process that had them.
import { randomUUID } from 'node:crypto'
import type { Owner } from '../store/owner-store'
import type { Store } from '../store/store'

/** Milliseconds between two signs of life. */
const renewInterval = 10_000
/** A process that gave no sign of life for so long is dead, even where its number lives on in another process. */
const presumedDead = 60_000

/** The owners that live in this very process: its number alone does not tell a former process from this one. */
const livingHere = new Set<string>()

export class Ownership {
  /** Names this process in the store. */
  readonly id = randomUUID()
  readonly #store: Store
  readonly #timer: NodeJS.Timeout

  /** Enters this process in the store; runs of processes that ended without a word become `interrupted`, now and from time to time. */
  constructor(store: Store) {
    this.#store = store
    livingHere.add(this.id)
    this.#giveSign()
    this.#timer = setInterval(() => {
      try {
        this.#giveSign()
      } catch {
        // The next sign of life, or the run's own points, will meet the same trouble and tell of it.
      }
    }, renewInterval)
    this.#timer.unref()
  }

  /**
   * Takes back a run of this process that another one held for orphaned, after a long sleep of the machine, say.
   * @returns whether it is in hand again; not where the other process has taken it up meanwhile
   */
  reclaim(runId: string): boolean {
    return this.#store.transaction(() => {
      this.#renew()
      return this.#store.runs.reclaim(runId, this.id)
    })
  }

  /** Leaves the store; runs that are still in hand then lose their owner. */
  close(): void {
    clearInterval(this.#timer)
    livingHere.delete(this.id)
    this.#store.transaction(() => {
      this.#store.owners.remove(this.id)
      this.#store.runs.interruptOrphans()
    })
  }

  #giveSign(): void {
    this.#store.transaction(() => {
      for (const owner of this.#store.owners.list()) {
        if (owner.id !== this.id && !isAlive(owner, Date.now())) this.#store.owners.remove(owner.id)
      }
      this.#store.runs.interruptOrphans()
      this.#renew()
    })
  }

  #renew(): void {
    this.#store.owners.renew({ id: this.id, pid: process.pid, seenAt: Date.now() })
  }
}

/** Whether the process behind an owner lives at the given time (milliseconds since 1970). */
export function isAlive(owner: Owner, now: number): boolean {
  if (owner.pid === process.pid) return livingHere.has(owner.id)
  return now - owner.seenAt < presumedDead && processExists(owner.pid)
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process exists, but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
