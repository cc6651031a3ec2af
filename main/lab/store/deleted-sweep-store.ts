// Sweeps that users have deleted: out of all tables at once, and kept as rows in one text each, to be put back whole until the process that deleted them ends.
import { sweepPlaceSchema, type SweepPlace } from '@contract/sweeps/sweep-place'
import { z } from 'zod'
import type { Database } from './database'
import { insertRow, keepDeleted, keptRows, keptRowSchema, numberIfThere, takeDeleted } from './kept-rows'
import type { RunIndex } from './run-index'
import type { SweepStore } from './sweep-store'

/** A deleted sweep as it is kept. */
const keptSweepSchema = z.strictObject({
  sweep: keptRowSchema,
  points: z.array(keptRowSchema),
  /** The runs that belonged to it, by their numbers. */
  runs: z.array(z.strictObject({ number: z.int(), point: z.int(), untilEpoch: z.int().nullable() })),
})
type KeptSweep = z.infer<typeof keptSweepSchema>

/** A deleted sweep whose process ends: what lies elsewhere of it goes, too. */
export interface ForgottenSweep {
  readonly id: string
  readonly createdAt: string
  readonly place: SweepPlace
}

export class DeletedSweepStore {
  readonly #database: Database
  readonly #sweeps: SweepStore
  readonly #index: RunIndex

  constructor(database: Database, sweeps: SweepStore, index: RunIndex) {
    this.#database = database
    this.#sweeps = sweeps
    this.#index = index
  }

  /** Takes a sweep that no process works on out of the store; its runs stay, and belong to none. @param by id of this process @throws LabError `sweep/unknown`, `sweep/active` */
  discard(id: string, by: string): void {
    this.#database.transaction(() => {
      const kept = this.#rowsOf(id)
      this.#sweeps.remove(id)
      keepDeleted(this.#database, 'deleted_sweeps', id, kept, by)
    })
  }

  /** Puts a sweep back that this process has deleted, with those of its runs and its experiment that are still there. @returns whether there was one */
  putBack(id: string, by: string): boolean {
    return this.#database.transaction(() => {
      const kept = takeDeleted(this.#database, 'deleted_sweeps', id, by, keptSweepSchema)
      if (!kept) return false
      const { sweep, points, runs } = kept
      const number = Number(sweep.number)
      const experiment = numberIfThere(this.#database, 'experiments', sweep.experiment)
      const isReplaced = this.#database.one('SELECT 1 FROM sweeps WHERE experiment = ? AND experiment_part = ?', experiment, sweep.experiment_part ?? null) !== undefined
      insertRow(this.#database, 'sweeps', { ...sweep, experiment, experiment_part: isReplaced ? null : (sweep.experiment_part ?? null) })
      for (const point of points) insertRow(this.#database, 'sweep_points', { ...point, run: numberIfThere(this.#database, 'runs', point.run) })
      for (const run of runs) {
        this.#database.run('UPDATE runs SET sweep = ?, sweep_point = ?, until_epoch = ? WHERE number = ? AND sweep IS NULL', number, run.point, run.untilEpoch, run.number)
        this.#index.refresh(run.number)
      }
      return true
    })
  }

  /** The sweeps that this process has deleted. */
  deletedBy(by: string): readonly ForgottenSweep[] {
    return this.#database.all('SELECT content FROM deleted_sweeps WHERE deleted_by = ?', by).map(forgotten)
  }

  /** Deleted sweeps whose process is gone, so that nobody can put them back. */
  abandoned(): readonly ForgottenSweep[] {
    return this.#database.all('SELECT content FROM deleted_sweeps WHERE deleted_by IS NULL').map(forgotten)
  }

  forget(ids: readonly string[]): void {
    this.#database.run('DELETE FROM deleted_sweeps WHERE id IN (SELECT value FROM json_each(?))', JSON.stringify(ids))
  }

  /** The rows of a sweep, which nothing reads before they are back. @throws LabError `sweep/unknown`, `store/damaged` */
  #rowsOf(id: string): KeptSweep {
    this.#sweeps.get(id) // there may be no such sweep
    const [{ id: _, ...sweep } = {}] = keptRows(this.#database, 'SELECT * FROM sweeps WHERE id = ?', id)
    const number = Number(sweep.number)
    return {
      sweep: { ...sweep, owner: null },
      points: keptRows(this.#database, 'SELECT * FROM sweep_points WHERE sweep = ?', number),
      runs: this.#database
        .all('SELECT number, sweep_point, until_epoch FROM runs WHERE sweep = ?', number)
        .map((row) => ({ number: Number(row.number), point: Number(row.sweep_point), untilEpoch: typeof row.until_epoch === 'number' ? row.until_epoch : null })),
    }
  }
}

function forgotten({ content }: { readonly content?: unknown }): ForgottenSweep {
  const { sweep } = keptSweepSchema.parse(JSON.parse(String(content)))
  return { id: `sweep-${String(sweep.number)}`, createdAt: String(sweep.created_at), place: sweepPlaceSchema.parse(JSON.parse(String(sweep.place))) }
}
