// Finds what other processes change in the store, so that a window shows runs, sweeps and networks that the command line adds, and their progress.
import type { Database, Row } from './database'

/** What other processes have changed since the last call. */
export interface OutsideChanges {
  /** Ids of runs that were added or changed. */
  readonly changed: readonly string[]
  /** Ids of runs that were deleted. */
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
  /** The number of the last change of a run that is known of; see `run_revisions`. */
  #revision = 0
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
    const before = this.#revision
    this.#revision = Number(this.#database.one('SELECT last FROM run_revisions')?.last)
    const sweeps = this.#database.all(sweepStates)
    const sweepsBefore = this.#sweeps
    this.#sweeps = new Map(sweeps.map((row) => [String(row.id), JSON.stringify(row)]))
    const networksBefore = this.#networks
    this.#networks = JSON.stringify(this.#database.all(networkStates))
    if (isFirst) return none
    const changed = this.#database.all('SELECT id, discarded_at, sweep FROM runs WHERE revision > ? AND owner IS NOT ? ORDER BY revision', before, owner)
    const removed = this.#database.all('SELECT id FROM removed_runs WHERE revision > ?', before)
    const ofChanged = new Set(changed.map(({ sweep }) => sweep))
    const isNews = (row: Row): boolean => sweepsBefore.get(String(row.id)) !== this.#sweeps.get(String(row.id)) || ofChanged.has(row.number)
    return {
      changed: changed.filter((row) => row.discarded_at === null).map(({ id }) => String(id)),
      sweeps: sweeps.filter((row) => row.owner !== owner && isNews(row)).map(({ id }) => String(id)),
      removedSweeps: [...sweepsBefore.keys()].filter((id) => !this.#sweeps.has(id)),
      removed: [...changed.filter((row) => row.discarded_at !== null), ...removed].map(({ id }) => String(id)),
      ownNetworks: this.#networks !== networksBefore,
    }
  }

  /** Forgets which runs were removed long ago: every process has been told of them. */
  tidy(): void {
    this.#database.run('DELETE FROM removed_runs WHERE removed_at < ?', new Date(Date.now() - 86_400_000).toISOString())
  }
}
