// Finds what other processes change in the store, so that a window shows runs and networks that the command line adds, and the progress of runs.
import type { Database } from './database'

/** What other processes have changed since the last call. */
export interface OutsideChanges {
  /** Ids of runs that were added or changed. */
  readonly changed: readonly string[]
  /** Ids of runs that were removed. */
  readonly removed: readonly string[]
  /** Whether any own network was. */
  readonly ownNetworks: boolean
}

const none: OutsideChanges = { changed: [], removed: [], ownNetworks: false }

const networkStates = `
  SELECT number, name, (SELECT max(revision) FROM network_revisions WHERE network = number) AS revision
  FROM own_networks WHERE removed_at IS NULL ORDER BY number`

export class ChangeWatch {
  readonly #database: Database
  #version: unknown = null
  /** The columns of each run that can change, by its id. */
  #known = new Map<string, string>()
  /** Names and numbers of revisions of all own networks. */
  #networks = ''

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
    const networksBefore = this.#networks
    this.#networks = JSON.stringify(this.#database.all(networkStates))
    if (isFirst) return none
    return {
      changed: rows.filter((row) => row.owner !== owner && before.get(String(row.id)) !== this.#known.get(String(row.id))).map(({ id }) => String(id)),
      removed: [...before.keys()].filter((id) => !this.#known.has(id)),
      ownNetworks: this.#networks !== networksBefore,
    }
  }
}
