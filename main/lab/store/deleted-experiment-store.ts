// Experiments that users have deleted: out of all tables at once, and kept as rows in one text each, to be put back whole until the process that deleted them ends.
import { z } from 'zod'
import type { Database } from './database'
import type { ExperimentStore } from './experiment-store'
import { insertRow, keepDeleted, keptRows, keptRowSchema, numberIfThere, takeDeleted } from './kept-rows'

/** A deleted experiment as it is kept. */
const keptExperimentSchema = z.strictObject({
  experiment: keptRowSchema,
  /** What points of analyses have given. */
  points: z.array(keptRowSchema),
  /** Numbers of the runs that it has made, and of its sweeps. */
  runs: z.array(z.int()),
  sweeps: z.array(z.int()),
})
type KeptExperiment = z.infer<typeof keptExperimentSchema>

export class DeletedExperimentStore {
  readonly #database: Database
  readonly #experiments: ExperimentStore

  constructor(database: Database, experiments: ExperimentStore) {
    this.#database = database
    this.#experiments = experiments
  }

  /** Puts an experiment back that this process has deleted, with those of its sweeps and runs that are still there. @returns whether there was one */
  putBack(id: string, by: string): boolean {
    return this.#database.transaction(() => {
      const kept = takeDeleted(this.#database, 'deleted_experiments', id, by, keptExperimentSchema)
      if (kept) this.#insert(kept)
      return kept !== null
    })
  }

  /** Takes an experiment that no process works on out of the store; its sweeps and runs stay. @param by id of this process @throws LabError `experiment/unknown`, `experiment/active` */
  discard(id: string, by: string): void {
    this.#database.transaction(() => {
      this.#experiments.get(id) // there may be no such experiment
      const [{ id: _, ...experiment } = {}] = keptRows(this.#database, 'SELECT * FROM experiments WHERE id = ?', id)
      const number = Number(experiment.number)
      const numbers = (sql: string): number[] => this.#database.all(sql, number).map((row) => Number(row.number))
      const kept: KeptExperiment = {
        experiment: { ...experiment, owner: null },
        points: keptRows(this.#database, 'SELECT * FROM experiment_points WHERE experiment = ?', number),
        runs: numbers('SELECT run AS number FROM experiment_runs WHERE experiment = ?'),
        sweeps: numbers('SELECT number FROM sweeps WHERE experiment = ?'),
      }
      this.#experiments.remove(id)
      keepDeleted(this.#database, 'deleted_experiments', id, kept, by)
    })
  }

  /** Forgets what this process has deleted. */
  forgetBy(by: string): void {
    this.#database.run('DELETE FROM deleted_experiments WHERE deleted_by = ?', by)
  }

  /** Forgets what processes have deleted that are gone. */
  forgetAbandoned(): void {
    this.#database.run('DELETE FROM deleted_experiments WHERE deleted_by IS NULL')
  }

  #insert({ experiment, points, runs, sweeps }: KeptExperiment): void {
    const number = Number(experiment.number)
    insertRow(this.#database, 'experiments', experiment)
    for (const point of points) insertRow(this.#database, 'experiment_points', point)
    for (const run of runs) if (numberIfThere(this.#database, 'runs', run) !== null) insertRow(this.#database, 'experiment_runs', { experiment: number, run })
    for (const sweep of sweeps) this.#database.run('UPDATE sweeps SET experiment = ? WHERE number = ? AND experiment IS NULL', number, sweep)
  }
}
