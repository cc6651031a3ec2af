// Finds what other processes change in the store, so that a window shows runs that the command line adds, and their progress.
import type { Database } from './database'

/** Ids of runs that other processes have added or changed since the last call, and of those that were removed. */
export interface OutsideChanges {
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

const none: OutsideChanges = { changed: [], removed: [] }

export class ChangeWatch {
  readonly #database: Database
  #version: unknown = null
  /** The columns of each run that can change, by its id. */
  #known = new Map<string, string>()

  constructor(database: Database) {
    this.#database = database
  }

  /** @param owner id of this process: its own runs are left out */
  since(owner: string): OutsideChanges {
    // Changes with every commit of another connection, and with none of this one (https://www.sqlite.org/pragma.html#pragma_data_version).
    const version = this.#database.one('PRAGMA data_version')?.data_version
    if (version === this.#version) return none
    const isFirst = this.#version === null
    this.#version = version
    const rows = this.#database.all('SELECT id, title, status, step, ended_at, checkpoint, owner FROM runs')
    const before = this.#known
    this.#known = new Map(rows.map((row) => [String(row.id), JSON.stringify(row)]))
    if (isFirst) return none
    return {
      changed: rows.filter((row) => row.owner !== owner && before.get(String(row.id)) !== this.#known.get(String(row.id))).map(({ id }) => String(id)),
      removed: [...before.keys()].filter((id) => !this.#known.has(id)),
    }
  }
}
