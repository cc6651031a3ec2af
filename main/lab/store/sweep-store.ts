// Sweeps in the store: their specs, their points with the figures of their runs, and which process works on them.
import { phrase } from '@language/phrase'
import { clusterTaskSchema } from '@contract/runs/cluster-task'
import { LabError, problemSchema, type Problem } from '@contract/problem'
import type { EpochResult, RunStatus } from '@contract/runs/run-record'
import { axisValueSchema } from '@contract/sweeps/axis'
import { sweepNetworkSchema, type SweepNetwork } from '@contract/sweeps/sweep-network'
import type { SweepPlace } from '@contract/sweeps/sweep-place'
import {
  noFigures,
  pointFiguresSchema,
  pointStatusSchema,
  sweepSummarySchema,
  type PointCounts,
  type PointFigures,
  type PointStatus,
  type SweepPoint,
  type SweepStatus,
  type SweepSummary,
} from '@contract/sweeps/sweep-record'
import type { SweepSpec } from '@contract/sweeps/sweep-spec'
import { z } from 'zod'
import { logTrouble } from '../../log/log'
import type { Database, Row } from './database'
import { activePointStatus } from './point-status'
import type { RunIndex } from './run-index'
import { readEpoch } from './run-rows'

/** Values and seed of a point that a sweep begins with, or is extended by. */
export type NewPoint = Pick<SweepPoint, 'values' | 'seed'>

/** A sweep to be made. */
export interface NewSweep {
  readonly spec: SweepSpec
  readonly title: string
  readonly place: SweepPlace
  /** The own and imported networks that its axes name. */
  readonly networks: readonly SweepNetwork[]
  readonly points: readonly NewPoint[]
  /** The part of an experiment that it trains; null: it is the user's own. */
  readonly experiment: { readonly id: string; readonly part: string } | null
  /** Runs that were made for earlier sweeps of the experiment, and are those of points of this one. */
  readonly known: readonly KnownPoint[]
}

/** A point whose run is there already. */
export interface KnownPoint {
  readonly point: number
  /** Id of the run. */
  readonly run: string
  /** Epochs that it is to have from now on; null: those that it has. */
  readonly epochs: number | null
  /** `waiting`: some of it is left to train. */
  readonly status: Extract<PointStatus, 'completed' | 'failed' | 'waiting'>
}

/** What a sweep is extended by. */
export interface SweepExtension {
  readonly spec: SweepSpec
  readonly networks: readonly SweepNetwork[]
  /** Points that it does not have yet. */
  readonly points: readonly NewPoint[]
  /** Runs that are to be trained for more epochs than they were begun with. */
  readonly longer: readonly { readonly point: number; readonly run: string; readonly epochs: number }[]
}

/** The results of a point's run at the end of an epoch. */
export interface PointEpoch {
  readonly point: number
  readonly result: EpochResult
}

const valuesSchema = z.record(z.string(), axisValueSchema)

/** The points of a sweep, each with its run and the last epoch of that run. */
const pointRows = `
  SELECT p.*, r.id AS run_id, r.status AS run_status, r.until_epoch, r.problem AS run_problem,
    r.images_per_second, r.elapsed_seconds, r.peak_rss_bytes, r.peak_device_bytes, r.parameters,
    r.test_loss, r.test_accuracy, last.epoch AS epochs, last.train_loss, last.train_accuracy, last.held_out, last.held_out_loss, last.held_out_accuracy,
    (SELECT max(held_out_accuracy) FROM epochs WHERE epochs.run = p.run) AS best_held_out_accuracy
  FROM sweep_points p
    LEFT JOIN runs r ON r.number = p.run AND r.discarded_at IS NULL
    LEFT JOIN epochs last ON last.run = p.run AND last.epoch = (SELECT max(epoch) FROM epochs WHERE epochs.run = p.run)
  WHERE p.sweep = ? ORDER BY p.point`

export class SweepStore {
  readonly #database: Database
  readonly #index: RunIndex

  constructor(database: Database, index: RunIndex) {
    this.#database = database
    this.#index = index
  }

  /** Makes a sweep in the hands of `owner`, whose points wait but for those that are known. */
  create({ spec, title, place, networks, points, experiment, known }: NewSweep, owner: string): SweepSummary {
    return this.#database.transaction(() => {
      const { lastId } = this.#database.run(
        `INSERT INTO sweeps (title, status, spec, place, networks, created_at, owner, experiment, experiment_part)
         VALUES (?, 'running', ?, ?, ?, ?, ?, (SELECT number FROM experiments WHERE id = ?), ?)`,
        ...[title, JSON.stringify(spec), JSON.stringify(place), JSON.stringify(networks), new Date().toISOString(), owner, experiment?.id ?? null, experiment?.part ?? null],
      )
      this.#addPoints(lastId, 0, points)
      for (const point of known) this.#adopt(lastId, point)
      return this.#summary(this.#database.one('SELECT * FROM sweeps WHERE number = ?', lastId) ?? {})
    })
  }

  /** All sweeps, the newest first; those that cannot be read are left out. */
  list(): readonly SweepSummary[] {
    return this.#database.all('SELECT * FROM sweeps ORDER BY number DESC').flatMap((row) => {
      try {
        return [this.#summary(row)]
      } catch (error) {
        logTrouble('store', 'sweep cannot be read', error, { sweep: String(row.id) })
        return []
      }
    })
  }

  /** @throws LabError `sweep/unknown`, `store/damaged` */
  get(id: string): SweepSummary {
    return this.#summary(this.#row(id))
  }

  /** The points of a sweep in their order, each as its run stands. @throws LabError `sweep/unknown`, `store/damaged` */
  points(id: string): readonly SweepPoint[] {
    return this.#points(numberOf(this.#row(id)))
  }

  /** The own and imported networks that the axes of a sweep name, as they were when it began. @throws LabError `sweep/unknown`, `store/damaged` */
  networks(id: string): readonly SweepNetwork[] {
    const row = this.#row(id)
    return checked(row, () => z.array(sweepNetworkSchema).parse(parsedJson(row.networks)))
  }

  /** The results of a sweep's runs at the end of some epochs. @throws LabError `sweep/unknown` */
  epochs(id: string, epochs: readonly number[]): readonly PointEpoch[] {
    const rows = this.#database.all(
      'SELECT p.point, e.* FROM sweep_points p JOIN epochs e ON e.run = p.run WHERE p.sweep = ? AND e.epoch IN (SELECT value FROM json_each(?)) ORDER BY p.point, e.epoch',
      numberOf(this.#row(id)),
      JSON.stringify(epochs),
    )
    return rows.map((row) => ({ point: Number(row.point), result: readEpoch(row) }))
  }

  /** Takes a sweep in hand that no process works on, as `running`. @throws LabError `sweep/unknown`, `sweep/active` */
  take(id: string, owner: string): SweepSummary {
    return this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== null && row.owner !== owner) throw sweepActive(id)
      this.#database.run(`UPDATE sweeps SET status = 'running', owner = ?, ended_at = NULL, problem = NULL WHERE number = ?`, owner, numberOf(row))
      return this.get(id)
    })
  }

  /** Writes the state of a sweep; one that does not run is in nobody's hands. */
  setStatus(id: string, status: SweepStatus, problem: Problem | null, owner: string): SweepSummary {
    const endedAt = status === 'completed' ? new Date().toISOString() : null
    this.#database.run(
      'UPDATE sweeps SET status = ?, problem = ?, ended_at = ?, owner = ? WHERE id = ?',
      ...[status, problem && JSON.stringify(problem), endedAt, status === 'running' ? owner : null, id],
    )
    return this.get(id)
  }

  /** Writes what became of points; their figures stand with their runs. */
  savePoints(id: string, points: readonly Pick<SweepPoint, 'number' | 'status' | 'rung' | 'problem' | 'cluster'>[]): void {
    this.#database.transaction(() => {
      const sweep = numberOf(this.#row(id))
      for (const { number, status, rung, problem, cluster } of points) {
        this.#database.run(
          'UPDATE sweep_points SET status = ?, rung = ?, problem = ?, cluster = ? WHERE sweep = ? AND point = ?',
          ...[status, rung, problem && JSON.stringify(problem), cluster && JSON.stringify(cluster), sweep, number],
        )
      }
    })
  }

  /** Gives a sweep that no process works on more points and longer runs. @throws LabError `sweep/unknown`, `sweep/active` */
  extend(id: string, { spec, networks, points, longer }: SweepExtension): void {
    this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== null) throw sweepActive(id)
      const sweep = numberOf(row)
      this.#database.run('UPDATE sweeps SET spec = ?, networks = ? WHERE number = ?', JSON.stringify(spec), JSON.stringify(networks), sweep)
      const last = Number(this.#database.one('SELECT coalesce(max(point), 0) AS last FROM sweep_points WHERE sweep = ?', sweep)?.last)
      this.#addPoints(sweep, last, points)
      // With successive halving it is not said yet which of them go on.
      const goesOn = spec.strategy.kind === 'asha' ? 'halted' : 'waiting'
      for (const { point, run, epochs } of longer) {
        this.#setEpochs(Number(this.#database.one('SELECT number FROM runs WHERE id = ?', run)?.number), epochs, false)
        this.#database.run(`UPDATE sweep_points SET status = ? WHERE sweep = ? AND point = ? AND status = 'completed'`, goesOn, sweep, point)
      }
    })
  }

  /** Forgets a sweep that no process works on; its runs stay, and belong to none. @throws LabError `sweep/unknown`, `sweep/active` */
  remove(id: string): void {
    this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== null) throw sweepActive(id)
      const runs = this.#database.all('SELECT number FROM runs WHERE sweep = ?', numberOf(row))
      this.#database.run('UPDATE runs SET sweep = NULL, sweep_point = NULL, until_epoch = NULL WHERE sweep = ?', numberOf(row))
      for (const { number } of runs) this.#index.refresh(Number(number))
      this.#database.run('DELETE FROM sweeps WHERE number = ?', numberOf(row))
    })
  }

  /** Marks every local sweep that goes on without an owner as interrupted: the process that worked on it is gone. */
  interruptOrphans(): void {
    this.#database.run(`UPDATE sweeps SET status = 'interrupted' WHERE owner IS NULL AND status = 'running' AND place ->> '$.kind' = 'local'`)
  }

  /**
   * Gives a point its run. A run of a sweep whose place this one has taken belongs to this one from now on, as does one that is to be trained further; one of another part of the experiment
   * is the run of both.
   */
  #adopt(sweep: number, { point, run, epochs, status }: KnownPoint): void {
    const number = Number(this.#database.one('SELECT number FROM runs WHERE id = ?', run)?.number)
    this.#database.run('UPDATE sweep_points SET run = ?, status = ? WHERE sweep = ? AND point = ?', number, status, sweep, point)
    const isReplaced = 'sweep IS NULL OR sweep IN (SELECT number FROM sweeps WHERE experiment IS NOT NULL AND experiment_part IS NULL)'
    this.#database.run(`UPDATE runs SET sweep = ?, sweep_point = ?, until_epoch = NULL WHERE number = ? AND (? = 0 OR ${isReplaced})`, sweep, point, number, status === 'waiting' ? 0 : 1)
    if (epochs !== null) this.#setEpochs(number, epochs, status !== 'waiting')
    this.#index.refresh(number)
  }

  /** Gives a run more epochs; unless nothing is left to train, one that is complete can go on then. */
  #setEpochs(run: number, epochs: number, isDone: boolean): void {
    const status = isDone ? 'status' : "CASE status WHEN 'completed' THEN 'stopped' ELSE status END"
    this.#database.run(`UPDATE runs SET spec = json_set(spec, '$.epochs', ?), status = ${status} WHERE number = ?`, epochs, run)
    this.#index.add(run)
  }

  #addPoints(sweep: number, last: number, points: readonly NewPoint[]): void {
    for (const [index, { values, seed }] of points.entries()) {
      this.#database.run(
        `INSERT INTO sweep_points (sweep, point, axis_values, seed, status) VALUES (?, ?, ?, ?, 'waiting')`,
        ...[sweep, last + index + 1, JSON.stringify(values), seed],
      )
    }
  }

  #points(sweep: number): readonly SweepPoint[] {
    return this.#database.all(pointRows, sweep).map(readPoint)
  }

  #summary(row: Row): SweepSummary {
    return checked(row, () =>
      sweepSummarySchema.parse({
        id: row.id,
        title: row.title,
        status: row.status,
        spec: parsedJson(row.spec),
        place: parsedJson(row.place),
        createdAt: row.created_at,
        endedAt: row.ended_at,
        counts: this.#counts(numberOf(row)),
        secondsLeft: row.status === 'completed' ? 0 : null,
        problem: parsedJson(row.problem),
      }),
    )
  }

  #counts(sweep: number): PointCounts {
    const rows = this.#database.all(
      `SELECT p.status, p.cluster, r.status AS run_status, r.until_epoch, (SELECT max(epoch) FROM epochs WHERE epochs.run = p.run) AS epochs
       FROM sweep_points p LEFT JOIN runs r ON r.number = p.run AND r.discarded_at IS NULL WHERE p.sweep = ?`,
      sweep,
    )
    return countsOf(rows.map(statusOf))
  }

  #row(id: string): Row {
    const row = this.#database.one('SELECT * FROM sweeps WHERE id = ?', id)
    if (row) return row
    throw new LabError('sweep/unknown', phrase('There is no sweep {id}.', { id }), phrase('The list of sweeps shows those that there are.'))
  }
}

/** How many points stand where. */
export function countsOf(statuses: readonly PointStatus[]): PointCounts {
  const count = (status: PointStatus): number => statuses.filter((other) => other === status).length
  const counts = Object.fromEntries(pointStatusSchema.options.map((status) => [status, count(status)])) as Omit<PointCounts, 'total'>
  return { total: statuses.length, ...counts }
}

function numberOf(row: Row): number {
  return Number(row.number)
}

function statusOf(row: Row): PointStatus {
  return activePointStatus({
    stored: pointStatusSchema.parse(row.status),
    isOnCluster: row.cluster !== null,
    run: row.run_status === null ? null : (row.run_status as RunStatus),
    isAtRung: row.until_epoch !== null && Number(row.epochs) >= Number(row.until_epoch),
  })
}

function readPoint(row: Row): SweepPoint {
  const status = statusOf(row)
  return {
    number: Number(row.point),
    values: valuesSchema.parse(parsedJson(row.axis_values)),
    seed: Number(row.seed),
    run: typeof row.run_id === 'string' ? row.run_id : null,
    status,
    rung: numberOrNull(row.rung),
    problem: status === 'failed' ? problemSchema.nullable().parse(parsedJson(row.problem) ?? parsedJson(row.run_problem)) : null,
    figures: row.run_id === null ? pointFiguresSchema.parse(parsedJson(row.figures) ?? noFigures) : figuresIn(row),
    cluster: clusterTaskSchema.nullable().parse(parsedJson(row.cluster)),
  }
}

/** The figures of a point's run. */
function figuresIn(row: Row): PointFigures {
  const number = numberOrNull
  const isValidated = row.held_out === 'validation'
  const [loss, accuracy, best] = [number(row.held_out_loss), number(row.held_out_accuracy), number(row.best_held_out_accuracy)]
  return {
    testAccuracy: isValidated ? number(row.test_accuracy) : accuracy,
    testLoss: isValidated ? number(row.test_loss) : loss,
    validationAccuracy: isValidated ? accuracy : null,
    validationLoss: isValidated ? loss : null,
    trainAccuracy: number(row.train_accuracy),
    trainLoss: number(row.train_loss),
    bestTestAccuracy: isValidated ? number(row.test_accuracy) : best,
    bestValidationAccuracy: isValidated ? best : null,
    imagesPerSecond: number(row.images_per_second),
    elapsedSeconds: row.epochs === null ? null : number(row.elapsed_seconds),
    peakRssBytes: number(row.peak_rss_bytes),
    peakDeviceBytes: number(row.peak_device_bytes),
    parameters: number(row.parameters),
    epochs: number(row.epochs),
  }
}

function numberOrNull(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function parsedJson(text: unknown): unknown {
  return typeof text === 'string' ? (JSON.parse(text) as unknown) : null
}

/** @throws LabError `store/damaged` where the row cannot be read */
function checked<T>(row: Row, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new LabError('store/damaged', phrase('The sweep {id} is damaged in the store.', { id: String(row.id) }), phrase('Start it again; its runs are not lost.'), { cause })
  }
}

/** The error for a sweep that cannot be touched because a process works on it. */
export function sweepActive(id: string): LabError {
  return new LabError('sweep/active', phrase('The sweep {id} is going on.', { id }), phrase('Pause it first, in the window or terminal that works on it.'))
}
