// The processes that have runs, sweeps and experiments in hand: each renews its row while it lives, so that what a dead one had in hand is found.
import { readFileSync } from 'node:fs'
import type { Database } from './database'
import type { ExperimentStore } from './experiment-store'
import type { RunStore } from './run-store'
import type { SweepStore } from './sweep-store'

/** A process as the store knows it. */
export interface Owner {
  readonly id: string
  readonly pid: number
  /** When it last gave a sign of life, in milliseconds since 1970. */
  readonly seenAt: number
}

/** A process that gave no sign of life for so long (in milliseconds) is dead, even where its number lives on in another process. */
const presumedDead = 60_000

export class OwnerStore {
  readonly #database: Database
  readonly #runs: RunStore
  readonly #sweeps: SweepStore
  readonly #experiments: ExperimentStore

  constructor(database: Database, [runs, sweeps, experiments]: readonly [RunStore, SweepStore, ExperimentStore]) {
    this.#database = database
    this.#runs = runs
    this.#sweeps = sweeps
    this.#experiments = experiments
  }

  /** Enters a process, or renews its sign of life. */
  renew(owner: Owner): void {
    const sql = `INSERT INTO owners (id, pid, seen_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`
    this.#database.run(sql, owner.id, owner.pid, owner.seenAt)
  }

  /**
   * Renews a process's sign of life; runs of crashed processes become `interrupted`.
   * @param livingHere ids of the owners that live in this very process
   */
  giveSign(owner: Owner, livingHere: readonly string[]): void {
    this.#database.transaction(() => {
      for (const other of this.list()) {
        if (other.id !== owner.id && !isAlive(other, owner.seenAt, livingHere)) this.remove(other.id)
      }
      this.#interruptOrphans()
      this.renew(owner)
    })
  }

  /** Takes back a run of this process that another one has marked as orphaned. @returns whether it is in hand again */
  reclaim(owner: Owner, runId: string): boolean {
    return this.#database.transaction(() => {
      this.renew(owner)
      return this.#runs.reclaim(runId, owner.id)
    })
  }

  /** Forgets a process that ends; runs that it still has in hand become `interrupted`. */
  leave(id: string): void {
    this.#database.transaction(() => {
      this.remove(id)
      this.#interruptOrphans()
    })
  }

  list(): readonly Owner[] {
    return this.#database.all('SELECT * FROM owners').map((row) => ({
      id: String(row.id),
      pid: Number(row.pid),
      seenAt: Number(row.seen_at),
    }))
  }

  #interruptOrphans(): void {
    this.#runs.interruptOrphans()
    this.#sweeps.interruptOrphans()
    this.#experiments.interruptOrphans()
  }

  /** Forgets a process; the runs that it had in hand have no owner then. */
  remove(id: string): void {
    this.#database.run('DELETE FROM owners WHERE id = ?', id)
  }
}

/** Whether the process behind an owner lives at the given time (milliseconds since 1970); owners in this very process live where `livingHere` has their ids. */
export function isAlive(owner: Owner, now: number, livingHere: readonly string[]): boolean {
  if (owner.pid === process.pid) return livingHere.includes(owner.id)
  return now - owner.seenAt < presumedDead && processExists(owner.pid)
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    // Another user's process exists, but may not be signalled.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether a process has ended, though its parent has not asked how: it still takes signals then. Known on Linux only, see proc(5); elsewhere it counts as living. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return /^ [ZX] /.test(stat.slice(stat.lastIndexOf(')') + 1))
  } catch {
    return false // there is no such file on other systems, and of a process that has just ended; the next look finds it gone
  }
}
