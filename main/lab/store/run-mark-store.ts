// What is put on runs: titles, tags, notes, and pins that keep a run at the top.
import type { TagChange, TagCount } from '@contract/runs/run-row'
import type { Database } from './database'
import type { RunIndex } from './run-index'
import type { KeptMarks } from './run-marks-file'

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

  /** Puts tags on runs and takes others off; ids of no run are passed over. @returns the runs that did not have, or had, each tag before */
  tag(ids: readonly string[], added: readonly string[], removed: readonly string[]): readonly TagChange[] {
    const steps = [
      ...removed.map((tag) => ({ tag, isAdded: false, sql: 'DELETE FROM run_tags WHERE run = ? AND tag = ?', runs: [] as string[] })),
      ...added.map((tag) => ({ tag, isAdded: true, sql: 'INSERT OR IGNORE INTO run_tags VALUES (?, ?)', runs: [] as string[] })),
    ]
    this.#change(ids, (number, id) => {
      for (const { tag, sql, runs } of steps) if (this.#database.run(sql, number, tag).changes > 0) runs.push(id)
    })
    return steps.filter(({ runs }) => runs.length > 0).map(({ tag, isAdded, runs }) => ({ tag, isAdded, runs }))
  }

  /** @param isMade whether the title was made of the settings */
  title(id: string, title: string, isMade = false): void {
    this.#change([id], (number) => this.#database.run('UPDATE runs SET title = ?, title_made = ? WHERE number = ?', title, Number(isMade), number))
  }

  note(id: string, note: string): void {
    this.#change([id], (number) => this.#database.run('UPDATE runs SET note = ? WHERE number = ?', note, number))
  }

  /** @returns the runs whose pin was otherwise before */
  pin(ids: readonly string[], isPinned: boolean): readonly string[] {
    const changed: string[] = []
    this.#change(ids, (number, id) => {
      if (this.#database.run('UPDATE runs SET pinned = ? WHERE number = ? AND pinned <> ?', Number(isPinned), number, Number(isPinned)).changes > 0) changed.push(id)
    })
    return changed
  }

  /** All that was put on runs, their titles among it; ids of no run, or of a deleted one, are passed over. */
  kept(ids: readonly string[]): readonly { readonly id: string; readonly marks: KeptMarks }[] {
    return this.#database.all('SELECT number, id, title, title_made, note, pinned FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NULL', JSON.stringify(ids)).map(({ number, id, title, title_made: made, note, pinned }) => {
      const tags = this.#database.all('SELECT tag FROM run_tags WHERE run = ? ORDER BY tag', Number(number)).map(({ tag }) => String(tag))
      return { id: String(id), marks: { title: String(title), isTitleMade: made === null ? null : made === 1, tags, note: typeof note === 'string' ? note : '', isPinned: pinned === 1 } }
    })
  }

  #change(ids: readonly string[], change: (number: number, id: string) => void): void {
    this.#database.transaction(() => {
      for (const { number, id } of this.#database.all('SELECT number, id FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND discarded_at IS NULL', JSON.stringify(ids))) {
        change(Number(number), String(id))
        this.#index.refresh(Number(number))
      }
    })
  }
}
