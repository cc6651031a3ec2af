// Finds what other processes change in the store, so that a window shows runs, sweeps and networks that the command line adds, and their progress.
import type { Database, Row } from './database'

/** What other processes have changed since the last call. */
export interface OutsideChanges {
  /** Ids of runs that were added or changed. */
  readonly changed: readonly string[]
  /** Ids of runs that were removed. */
  readonly removed: readonly string[]
  /** Ids of sweeps that were added, or of which a point changed. */
  readonly sweeps: readonly string[]
  /** Ids of sweeps that were removed. */
  readonly removedSweeps: readonly string[]
  /** Whether any own network was. */
  readonly ownNetworks: boolean
}

const none: OutsideChanges = { changed: [], removed: [], sweeps: [], removedSweeps: [], ownNetworks: false }

const networkStates = `
  SELECT number, name, (SELECT max(revision) FROM network_revisions WHERE network = number) AS revision
  FROM own_networks WHERE removed_at IS NULL ORDER BY number`

const sweepStates = `
  SELECT id, number, title, status, spec, problem, ended_at, owner,
    (SELECT group_concat(status || ' ' || coalesce(run, '')) FROM sweep_points WHERE sweep = number) AS points
  FROM sweeps`

export class ChangeWatch {
  readonly #database: Database
  #version: unknown = null
  /** The columns of each run that can change, by its id. */
  #known = new Map<string, string>()
  #sweeps = new Map<string, string>()
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
    const rows = this.#database.all('SELECT id, title, status, step, ended_at, checkpoint, owner, sweep FROM runs')
    const before = this.#known
    this.#known = new Map(rows.map((row) => [String(row.id), JSON.stringify(row)]))
    const sweeps = this.#database.all(sweepStates)
    const sweepsBefore = this.#sweeps
    this.#sweeps = new Map(sweeps.map((row) => [String(row.id), JSON.stringify(row)]))
    const networksBefore = this.#networks
    this.#networks = JSON.stringify(this.#database.all(networkStates))
    if (isFirst) return none
    const changed = rows.filter((row) => row.owner !== owner && before.get(String(row.id)) !== this.#known.get(String(row.id)))
    const ofChanged = new Set(changed.map(({ sweep }) => sweep))
    const isNews = (row: Row): boolean => sweepsBefore.get(String(row.id)) !== this.#sweeps.get(String(row.id)) || ofChanged.has(row.number)
    return {
      changed: changed.map(({ id }) => String(id)),
      sweeps: sweeps.filter((row) => row.owner !== owner && isNews(row)).map(({ id }) => String(id)),
      removedSweeps: [...sweepsBefore.keys()].filter((id) => !this.#sweeps.has(id)),
      removed: [...before.keys()].filter((id) => !this.#known.has(id)),
      ownNetworks: this.#networks !== networksBefore,
    }
  }
}
