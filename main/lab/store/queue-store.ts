// The queue of the window's lab in the store: the order of its runs, and what the user has chosen about it.
import { firstQueueChoices, queueChoicesSchema, type QueueChoices } from '@contract/runs/run-queue'
import { isResumable, type RunRecord } from '@contract/runs/run-record'
import { logTrouble } from '../../log/log'
import type { Database } from './database'
import type { RunStore } from './run-store'

/** What an earlier lab of the window has left: both lists in the order of the queue. */
export interface LeftQueue {
  /** Runs that still wait; they belong to the new lab from now on. */
  readonly waiting: readonly RunRecord[]
  /** Runs that trained when that lab ended, and can be resumed. */
  readonly cutShort: readonly RunRecord[]
}

const choicesName = 'queue'

export class QueueStore {
  readonly #database: Database
  readonly #runs: RunStore

  constructor(database: Database, runs: RunStore) {
    this.#database = database
    this.#runs = runs
  }

  /** Writes the order of all runs in the queue; those that are not named have left it. An unknown id is passed over: that run was removed meanwhile. */
  write(ids: readonly string[]): void {
    this.#database.transaction(() => {
      this.#database.run('DELETE FROM queue')
      for (const [place, id] of ids.entries()) {
        this.#database.run('INSERT OR IGNORE INTO queue (place, run) SELECT ?, number FROM runs WHERE id = ?', place, id)
      }
    })
  }

  /** Takes over what an earlier lab has left. @param owner id of the new lab's process */
  takeOver(owner: string): LeftQueue {
    return this.#database.transaction(() => {
      const left = this.#database.all('SELECT id, owner FROM queue JOIN runs ON number = run ORDER BY place').flatMap(({ id, owner }) => (owner === null ? (this.#read(String(id)) ?? []) : []))
      const waiting = left.filter(({ status }) => status === 'queued')
      for (const { id } of waiting) this.#database.run('UPDATE runs SET owner = ? WHERE id = ?', owner, id)
      return { waiting, cutShort: left.filter(isResumable) }
    })
  }

  choices(): QueueChoices {
    const row = this.#database.one('SELECT value FROM choices WHERE name = ?', choicesName)
    if (!row) return firstQueueChoices
    try {
      return queueChoicesSchema.parse(JSON.parse(String(row.value)))
    } catch (error) {
      logTrouble('store', 'choices of the queue cannot be read', error) // and are made again by the user
      return firstQueueChoices
    }
  }

  choose(choices: QueueChoices): void {
    this.#database.run('INSERT OR REPLACE INTO choices VALUES (?, ?)', choicesName, JSON.stringify(choices))
  }

  /** A run, or null where it is damaged: the others must not wait for it. */
  #read(id: string): RunRecord | null {
    try {
      return this.#runs.get(id)
    } catch (error) {
      logTrouble('store', 'run of the queue cannot be read', error, { run: id })
      return null
    }
  }
}
