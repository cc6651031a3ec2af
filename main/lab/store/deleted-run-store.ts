// Runs that users have deleted: hidden everywhere, but whole, until the process that deleted them ends; and what a clean-up may delete.
import type { CleanUpRule } from '@contract/api/run-table-api'
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

/** What became of runs that were to be deleted. */
export interface DiscardedRuns {
  readonly deleted: readonly string[]
  /** Those that go on, wait, or are in the hands of a process. */
  readonly kept: readonly KeptByStore[]
  /** Bytes of the files of the deleted ones, as far as they were measured. */
  readonly bytes: number
}

export interface KeptByStore {
  readonly id: string
  /** The number of the other process that has it in hand; null: this one has, or none. */
  readonly pid: number | null
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

  /** Those of these runs that go on, wait, or are in the hands of a process. @param by id of this process */
  inHands(ids: readonly string[], by: string): readonly KeptByStore[] {
    return this.#standing(ids, by).flatMap(({ kept }) => kept ?? [])
  }

  /** Hides ended runs; those that go on, wait, or are in the hands of a process are kept. @param by id of this process */
  discard(ids: readonly string[], by: string): DiscardedRuns {
    const deleted: string[] = []
    const kept: KeptByStore[] = []
    let bytes = 0
    this.#database.transaction(() => {
      const now = new Date().toISOString()
      for (const run of this.#standing(ids, by)) {
        if (run.kept) {
          kept.push(run.kept)
          continue
        }
        this.#database.run('UPDATE runs SET discarded_at = ?, discarded_by = ? WHERE number = ?', now, by, run.number)
        this.#index.remove(run.number)
        deleted.push(run.id)
        bytes += run.bytes
      }
    })
    return { deleted, kept, bytes }
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

  /** How runs stand that were not deleted yet. */
  #standing(ids: readonly string[], by: string): readonly { readonly number: number; readonly id: string; readonly bytes: number; readonly kept: KeptByStore | null }[] {
    return this.#database
      .all(
        `SELECT r.number, r.id, r.status, r.owner, r.file_bytes, o.pid FROM runs r LEFT JOIN owners o ON o.id = r.owner
         WHERE r.id IN (SELECT value FROM json_each(?)) AND r.discarded_at IS NULL`,
        JSON.stringify(ids),
      )
      .map(({ number, id, status, owner, file_bytes: bytes, pid }) => ({
        number: Number(number),
        id: String(id),
        bytes: Number(bytes ?? 0),
        kept: owner !== null || isActive(status as RunStatus) ? { id: String(id), pid: pid === null || owner === by ? null : Number(pid) } : null,
      }))
  }
}
