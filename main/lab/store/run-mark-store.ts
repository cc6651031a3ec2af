// What users put on runs: tags, notes, and pins that keep a run at the top.
import type { TagCount } from '@contract/runs/run-row'
import type { Database } from './database'
import type { RunIndex } from './run-index'

export class RunMarkStore {
  readonly #database: Database
  readonly #index: RunIndex

  constructor(database: Database, index: RunIndex) {
    this.#database = database
    this.#index = index
  }

  /** All tags of runs that are not deleted, the most used first. */
  tags(): readonly TagCount[] {
    const sql = 'SELECT tag, count(*) AS runs FROM run_tags JOIN run_index USING (run) GROUP BY tag ORDER BY runs DESC, tag'
    return this.#database.all(sql).map(({ tag, runs }) => ({ tag: String(tag), runs: Number(runs) }))
  }

  /** Puts tags on runs and takes others off; ids of no run are passed over. */
  tag(ids: readonly string[], added: readonly string[], removed: readonly string[]): void {
    this.#change(ids, (number) => {
      for (const tag of removed) this.#database.run('DELETE FROM run_tags WHERE run = ? AND tag = ?', number, tag)
      for (const tag of added) this.#database.run('INSERT OR IGNORE INTO run_tags VALUES (?, ?)', number, tag)
    })
  }

  note(id: string, note: string): void {
    this.#change([id], (number) => this.#database.run('UPDATE runs SET note = ? WHERE number = ?', note, number))
  }

  pin(ids: readonly string[], isPinned: boolean): void {
    this.#change(ids, (number) => this.#database.run('UPDATE runs SET pinned = ? WHERE number = ?', Number(isPinned), number))
  }

  #change(ids: readonly string[], change: (number: number) => void): void {
    this.#database.transaction(() => {
      for (const { number } of this.#database.all('SELECT number FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NULL', JSON.stringify(ids))) {
        change(Number(number))
        this.#index.refresh(Number(number))
      }
    })
  }
}
