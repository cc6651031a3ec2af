// What in the store refers to a data set: runs and sweeps, also deleted ones that can be put back.
import type { DatasetUses } from '@contract/data/imports'
import type { DatasetId } from '@contract/data/datasets'
import type { Database } from './database'

/** Most runs that are named. */
const mostNamed = 10

const ofDataset = `json_extract(spec, '$.dataset.id') = ?`

export class DatasetUseStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  usesOf(id: DatasetId): DatasetUses {
    const named = this.#database.all(`SELECT id, title FROM runs WHERE ${ofDataset} AND discarded_at IS NULL ORDER BY number DESC LIMIT ${mostNamed}`, id)
    return {
      runs: this.#count(`SELECT count(*) AS n FROM runs WHERE ${ofDataset}`, id),
      newest: named.map((row) => ({ id: String(row.id), title: String(row.title) })),
      // A sweep names sets in its base, in the values of its axes, or in its list of points.
      sweeps: this.#count(`SELECT count(*) AS n FROM (SELECT spec FROM sweeps UNION ALL SELECT content ->> '$.sweep.spec' FROM deleted_sweeps) WHERE instr(spec, ?) > 0`, JSON.stringify(id)),
    }
  }

  /** Ids of the runs that are trained on it now, wait, or are paused. */
  activeRuns(id: DatasetId): readonly string[] {
    return this.#database.all(`SELECT id FROM runs WHERE ${ofDataset} AND status IN ('queued', 'starting', 'running', 'paused') ORDER BY number`, id).map((row) => String(row.id))
  }

  #count(sql: string, value: string): number {
    return Number(this.#database.one(sql, value)?.n ?? 0)
  }
}
