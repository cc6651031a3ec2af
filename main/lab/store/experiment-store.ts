// Experiments in the store: their parts, what points of analyses have given, the reader's conclusion, and which process works on them. Sweeps and runs stand in their own tables.
import { phrase } from '@language/phrase'
import { experimentNameSchema, experimentSizeSchema, type ExperimentName, type ExperimentSize } from '@contract/experiments/experiment-names'
import { experimentStatusSchema, partWorkSchema, type ExperimentStatus } from '@contract/experiments/experiment-record'
import { resultRowSchema } from '@contract/experiments/result-row'
import { LabError, problemSchema, type Problem } from '@contract/problem'
import { z } from 'zod'
import { logTrouble } from '../../log/log'
import type { Database, Row } from './database'

const storedPartSchema = z.strictObject({
  name: z.string(),
  work: partWorkSchema,
  /** Why it could not be done. */
  problem: problemSchema.nullable(),
})
type KeptPart = z.infer<typeof storedPartSchema>

/** A part as the store has it; null: no sweep trains it, or not yet, or it was deleted. */
export type StoredPart = KeptPart & { readonly sweep: string | null }

/** An experiment as the store has it. */
export interface StoredExperiment {
  readonly id: string
  readonly name: ExperimentName
  readonly size: ExperimentSize
  readonly isChanged: boolean
  readonly status: ExperimentStatus
  readonly parts: readonly StoredPart[]
  readonly conclusion: string
  readonly createdAt: string
  readonly endedAt: string | null
}

/** What an experiment runs. */
export interface ExperimentWork {
  readonly size: ExperimentSize
  readonly isChanged: boolean
  /** In the order in which they are run. */
  readonly parts: readonly Pick<StoredPart, 'name' | 'work'>[]
}

/** What a point of an analysis has given; with the problem where it gave nothing. */
export interface MeasuredPoint {
  readonly key: string
  readonly rows: readonly { readonly values: z.infer<typeof resultRowSchema>['values']; readonly figures: z.infer<typeof resultRowSchema>['figures'] }[]
  readonly problem: Problem | null
}

const measuredRowsSchema = z.array(resultRowSchema.pick({ values: true, figures: true }))

export class ExperimentStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Makes an experiment, in the hands of `owner`. */
  create(name: ExperimentName, { size, isChanged, parts }: ExperimentWork, owner: string): StoredExperiment {
    const { lastId } = this.#database.run(
      `INSERT INTO experiments (name, size, is_changed, status, parts, created_at, owner) VALUES (?, ?, ?, 'running', ?, ?, ?)`,
      ...[name, size, isChanged ? 1 : 0, partsText(parts), new Date().toISOString(), owner],
    )
    return this.#read(this.#database.one('SELECT * FROM experiments WHERE number = ?', lastId) ?? {})
  }

  /** All experiments, the newest first; those that this version cannot read are left out. */
  list(): readonly StoredExperiment[] {
    return this.#database.all('SELECT * FROM experiments ORDER BY number DESC').flatMap((row) => {
      try {
        return [this.#read(row)]
      } catch (error) {
        logTrouble('store', 'experiment cannot be read', error, { experiment: String(row.id) })
        return []
      }
    })
  }

  /** @throws LabError `experiment/unknown`, `experiment/unreadable` */
  get(id: string): StoredExperiment {
    return this.#read(this.#row(id))
  }

  /** The experiment that a sweep belongs to; null: it is the user's own, or gone. */
  ofSweep(sweep: string): string | null {
    const row = this.#database.one('SELECT e.id FROM experiments e JOIN sweeps s ON s.experiment = e.number WHERE s.id = ?', sweep)
    return row ? String(row.id) : null
  }

  /** Takes an experiment in hand that no process works on, as `running`; parts that could not be done are tried again. @throws LabError `experiment/unknown`, `experiment/active` */
  take(id: string, owner: string): StoredExperiment {
    return this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== null && row.owner !== owner) throw experimentActive(id)
      this.#database.run(`UPDATE experiments SET status = 'running', owner = ?, ended_at = NULL, parts = ? WHERE number = ?`, owner, partsText(this.#read(row).parts), Number(row.number))
      return this.get(id)
    })
  }

  /** Gives an experiment that no process works on other work: sweeps of parts that change make room for others. @throws LabError `experiment/unknown`, `experiment/active` */
  replan(id: string, { size, isChanged, parts }: ExperimentWork): void {
    this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== null) throw experimentActive(id)
      const before = this.#read(row).parts
      const kept = parts.filter(({ name, work }) => before.some((part) => part.name === name && JSON.stringify(part.work) === JSON.stringify(work))).map(({ name }) => name)
      this.#database.run('UPDATE experiments SET size = ?, is_changed = ?, parts = ? WHERE number = ?', size, isChanged ? 1 : 0, partsText(parts), Number(row.number))
      this.#database.run('UPDATE sweeps SET experiment_part = NULL WHERE experiment = ? AND experiment_part NOT IN (SELECT value FROM json_each(?))', Number(row.number), JSON.stringify(kept))
    })
  }

  /** Writes the state of an experiment; one that does not run is in nobody's hands. */
  setStatus(id: string, status: ExperimentStatus, owner: string): void {
    const endedAt = status === 'completed' ? new Date().toISOString() : null
    this.#database.run('UPDATE experiments SET status = ?, ended_at = ?, owner = ? WHERE id = ?', status, endedAt, status === 'running' ? owner : null, id)
  }

  /** Writes why a part could not be done; null: it can. @throws LabError `experiment/unknown` */
  setProblem(id: string, part: string, problem: Problem | null): void {
    this.#database.transaction(() => {
      const row = this.#row(id)
      const parts: readonly KeptPart[] = this.#read(row).parts.map(({ name, work, problem: before }) => ({ name, work, problem: name === part ? problem : before }))
      this.#database.run('UPDATE experiments SET parts = ? WHERE number = ?', JSON.stringify(parts), Number(row.number))
    })
  }

  /** @throws LabError `experiment/unknown` */
  saveConclusion(id: string, conclusion: string): void {
    this.#database.run('UPDATE experiments SET conclusion = ? WHERE number = ?', conclusion, Number(this.#row(id).number))
  }

  /** What points of analyses have given so far. @throws LabError `experiment/unknown` */
  measured(id: string): readonly MeasuredPoint[] {
    return this.#database.all('SELECT * FROM experiment_points WHERE experiment = ?', Number(this.#row(id).number)).map(({ key, rows, problem }) => ({
      key: String(key),
      rows: measuredRowsSchema.parse(JSON.parse(String(rows))),
      problem: typeof problem === 'string' ? problemSchema.parse(JSON.parse(problem)) : null,
    }))
  }

  /** @throws LabError `experiment/unknown` */
  saveMeasured(id: string, { key, rows, problem }: MeasuredPoint): void {
    this.#database.run('INSERT OR REPLACE INTO experiment_points VALUES (?, ?, ?, ?)', Number(this.#row(id).number), key, JSON.stringify(rows), problem && JSON.stringify(problem))
  }

  /** Forgets points of analyses that have given nothing, so that they are measured again; with a key, that one, whatever it gave. @throws LabError `experiment/unknown` */
  forgetMeasured(id: string, key: string | null): void {
    this.#database.run(`DELETE FROM experiment_points WHERE experiment = ? AND (key = ? OR (? IS NULL AND problem IS NOT NULL))`, Number(this.#row(id).number), key, key)
  }

  /** Ids of the runs that an experiment has made, oldest first. @throws LabError `experiment/unknown` */
  runs(id: string): readonly string[] {
    const number = Number(this.#row(id).number)
    return this.#database.all('SELECT id FROM experiment_runs JOIN runs ON number = run WHERE experiment = ? AND discarded_at IS NULL ORDER BY number', number).map((row) => String(row.id))
  }

  /** Ids of the sweeps of an experiment, those that others have taken the place of included, oldest first. @throws LabError `experiment/unknown` */
  sweeps(id: string): readonly string[] {
    return this.#database.all('SELECT id FROM sweeps WHERE experiment = ? ORDER BY number', Number(this.#row(id).number)).map((row) => String(row.id))
  }

  /** Ids of sweeps whose place others have taken, and all of whose runs are those of these. @throws LabError `experiment/unknown` */
  replacedSweeps(id: string): readonly string[] {
    const ofCurrent = `SELECT p.run FROM sweep_points p JOIN sweeps c ON c.number = p.sweep WHERE c.experiment = s.experiment AND c.experiment_part IS NOT NULL AND p.run IS NOT NULL`
    return this.#database
      .all(
        `SELECT id FROM sweeps s WHERE experiment = ? AND experiment_part IS NULL AND owner IS NULL
           AND NOT EXISTS (SELECT 1 FROM sweep_points o WHERE o.sweep = s.number AND o.run IS NOT NULL AND o.run NOT IN (${ofCurrent}))`,
        Number(this.#row(id).number),
      )
      .map((row) => String(row.id))
  }

  /** Forgets an experiment that no process works on; its sweeps and runs stay. @throws LabError `experiment/unknown`, `experiment/active` */
  remove(id: string): void {
    const row = this.#row(id)
    if (row.owner !== null) throw experimentActive(id)
    this.#database.run('DELETE FROM experiments WHERE number = ?', Number(row.number))
  }

  /** Marks every experiment that goes on without an owner as interrupted: the process that worked on it is gone. */
  interruptOrphans(): void {
    this.#database.run(`UPDATE experiments SET status = 'interrupted' WHERE owner IS NULL AND status = 'running'`)
  }

  #row(id: string): Row {
    const row = this.#database.one('SELECT * FROM experiments WHERE id = ?', id)
    if (row) return row
    throw new LabError('experiment/unknown', phrase('There is no experiment {id}.', { id }), phrase('The list of experiments shows those that were begun.'))
  }

  /** @throws LabError `experiment/unreadable` */
  #read(row: Row): StoredExperiment {
    try {
      const sweeps = new Map(
        this.#database
          .all('SELECT id, experiment_part FROM sweeps WHERE experiment = ? AND experiment_part IS NOT NULL ORDER BY number', Number(row.number))
          .map((sweep) => [String(sweep.experiment_part), String(sweep.id)]),
      )
      return {
        id: String(row.id),
        name: experimentNameSchema.parse(row.name),
        size: experimentSizeSchema.parse(row.size),
        isChanged: row.is_changed === 1,
        status: experimentStatusSchema.parse(row.status),
        parts: z.array(storedPartSchema).parse(JSON.parse(String(row.parts))).map((part) => ({ ...part, sweep: sweeps.get(part.name) ?? null })),
        conclusion: String(row.conclusion),
        createdAt: String(row.created_at),
        endedAt: typeof row.ended_at === 'string' ? row.ended_at : null,
      }
    } catch (cause) {
      throw new LabError('experiment/unreadable', phrase('The experiment {id} cannot be read: it is damaged, or was made by a version of the lab that had other experiments.', { id: String(row.id) }), phrase('Start it anew; its runs are not lost.'), { cause })
    }
  }
}

/** Parts without problems, as the store keeps them. */
function partsText(parts: readonly Pick<StoredPart, 'name' | 'work'>[]): string {
  return JSON.stringify(parts.map(({ name, work }): KeptPart => ({ name, work, problem: null })))
}

/** The error for an experiment that cannot be touched because a process works on it. */
export function experimentActive(id: string): LabError {
  return new LabError('experiment/active', phrase('The experiment {id} is going on.', { id }), phrase('Pause it first, in the window or terminal that works on it.'))
}
