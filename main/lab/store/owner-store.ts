// The processes that have runs in hand: each renews its row while it lives, so that the runs of a dead one are found.
import type { Database } from './database'

/** A process as the store knows it. */
export interface Owner {
  readonly id: string
  readonly pid: number
  /** When it last gave a sign of life, in milliseconds since 1970. */
  readonly seenAt: number
}

export class OwnerStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Enters a process, or renews its sign of life. */
  renew(owner: Owner): void {
    const sql = `INSERT INTO owners (id, pid, seen_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at`
    this.#database.run(sql, owner.id, owner.pid, owner.seenAt)
  }

  list(): readonly Owner[] {
    return this.#database.all('SELECT * FROM owners').map((row) => ({
      id: String(row.id),
      pid: Number(row.pid),
      seenAt: Number(row.seen_at),
    }))
  }

  /** Forgets a process; the runs that it had in hand have no owner then. */
  remove(id: string): void {
    this.#database.run('DELETE FROM owners WHERE id = ?', id)
  }
}
