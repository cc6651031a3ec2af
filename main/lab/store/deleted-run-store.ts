// Runs that users have deleted: hidden everywhere, but whole, until the process that deleted them ends; and what a clean-up may delete.
import type { CleanUpRule, DeletedRuns } from '@contract/api/run-table-api'
import { isActive, type RunStatus } from '@contract/runs/run-record'
import type { Database } from './database'
import type { RunIndex } from './run-index'

/** A run that a clean-up may concern, before its files are looked at. */
export interface EndedRun {
  readonly id: string
  readonly title: string
  readonly endedAt: string
  readonly testAccuracy: number | null
}

export class DeletedRunStore {
  readonly #database: Database
  readonly #index: RunIndex

  constructor(database: Database, index: RunIndex) {
    this.#database = database
    this.#index = index
  }

  /** Which of these runs there are, whether or not they can be read. */
  known(ids: readonly string[]): readonly string[] {
    return this.#database.all('SELECT id FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NULL ORDER BY number', JSON.stringify(ids)).map(({ id }) => String(id))
  }

  /** Hides ended runs; those that go on, wait, or are in the hands of a process are kept. @param by id of this process */
  discard(ids: readonly string[], by: string): DeletedRuns {
    const deleted: string[] = []
    const kept: string[] = []
    this.#database.transaction(() => {
      const now = new Date().toISOString()
      for (const { number, id, status, owner } of this.#database.all(
        'SELECT number, id, status, owner FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NULL',
        JSON.stringify(ids),
      )) {
        if (owner !== null || isActive(status as RunStatus)) {
          kept.push(String(id))
          continue
        }
        this.#database.run('UPDATE runs SET discarded_at = ?, discarded_by = ? WHERE number = ?', now, by, Number(number))
        this.#index.remove(Number(number))
        deleted.push(String(id))
      }
    })
    return { deleted, kept }
  }

  /** Shows runs again that this process has deleted. */
  putBack(ids: readonly string[], by: string): void {
    this.#database.transaction(() => {
      for (const { number } of this.#database.all(
        'SELECT number FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NOT NULL AND discarded_by = ?',
        JSON.stringify(ids),
        by,
      )) {
        this.#database.run('UPDATE runs SET discarded_at = NULL, discarded_by = NULL WHERE number = ?', Number(number))
        this.#index.add(Number(number))
      }
    })
  }

  /** Ids of the runs that this process has deleted. */
  deletedBy(by: string): readonly string[] {
    return this.#database.all('SELECT id FROM runs WHERE discarded_at IS NOT NULL AND discarded_by = ? ORDER BY number', by).map(({ id }) => String(id))
  }

  /** Ids of deleted runs whose process is gone, so that nobody can put them back. */
  abandoned(): readonly string[] {
    return this.#database.all('SELECT id FROM runs WHERE discarded_at IS NOT NULL AND discarded_by IS NULL ORDER BY number').map(({ id }) => String(id))
  }

  /** Forgets deleted runs with their curves. */
  forget(ids: readonly string[]): void {
    this.#database.run('DELETE FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NOT NULL', JSON.stringify(ids))
  }

  /** Runs that ended long enough ago and are not pinned, the one that ended first first. */
  ended({ olderThanDays }: Pick<CleanUpRule, 'olderThanDays'>): readonly EndedRun[] {
    const until = new Date(Date.now() - (olderThanDays ?? 0) * 86_400_000).toISOString()
    const rows = this.#database.all(
      `SELECT id, title, endedAt, testAccuracy FROM run_index
       WHERE endedAt <= ? AND NOT pinned AND status NOT IN ('queued', 'starting', 'running', 'paused') ORDER BY endedAt`,
      until,
    )
    return rows.map((row) => ({
      id: String(row.id),
      title: String(row.title),
      endedAt: String(row.endedAt),
      testAccuracy: typeof row.testAccuracy === 'number' ? row.testAccuracy : null,
    }))
  }

  /** Ids of runs whose files have not been measured since they changed. */
  unmeasured(): readonly string[] {
    return this.#database.all(`SELECT id FROM run_index WHERE fileBytes IS NULL AND status NOT IN ('queued', 'starting', 'running', 'paused')`).map(({ id }) => String(id))
  }

  /** Keeps the sizes of the files of runs; ids of no run are passed over. */
  keepSizes(sizes: readonly { readonly id: string; readonly bytes: number }[]): void {
    this.#database.transaction(() => {
      for (const { id, bytes } of sizes) {
        this.#database.run('UPDATE runs SET file_bytes = ? WHERE id = ?', bytes, id)
        this.#database.run('UPDATE run_index SET fileBytes = ? WHERE run = (SELECT number FROM runs WHERE id = ?)', bytes, id)
      }
    })
  }
}
