// Runs in the store: their records, the results of their epochs, the points of their curves, and which process has them in hand.
import { statusWords } from '@common/words/status-words'
import { phrase } from '@language/phrase'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { CurveColumns, EpochColumns, MergedCurves } from '@contract/runs/curve-columns'
import { networkInfo } from '@contract/models/networks'
import { heldCode, LabError, type Problem } from '@contract/problem'
import { isActive, type EpochResult, type ProgressPoint, type RunRecord } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { logTrouble } from '../../log/log'
import { columnsOf, epochColumns, mergedPointsQuery, pointColumns, readColumns, readMergedPoints } from './curve-rows'
import type { Database, Row } from './database'
import type { RunIndex } from './run-index'
import { epochValues, mutableColumns, mutableValues, pointValues, readEpoch, readPoint, readRun } from './run-rows'

/** Results of a run that are new since it was last saved. */
export interface FreshResults {
  readonly epochs: readonly EpochResult[]
  readonly points: readonly ProgressPoint[]
}

/** What a run is made or gone on with for: a point of a sweep, or, by default, itself. */
export type RunErrand = Pick<RunRecord, 'sweep' | 'untilEpoch'>

const ownErrand: RunErrand = { sweep: null, untilEpoch: null }

/** The problem of a run whose process has crashed. */
const orphaned: Problem = {
  code: 'run/orphaned',
  message: phrase('The lab ended while this run was going on.'),
  remedy: phrase('Resume it from its last checkpoint, or start it again.'),
}

/** The assignments that queue an ended run again, and the values of their question marks. */
const queuedAgain = "status = 'queued', problem = NULL, ended_at = NULL, queued_at = ?, owner = ?, until_epoch = ?"
const queuedValues = (owner: string, untilEpoch: number | null) => [new Date().toISOString(), owner, untilEpoch] as const

/** About as many points are left of a long run: several for each that a chart of it draws. */
const mergedPoints = 2400
/** A run with more points than that is long. */
const mostUnmerged = 2 * mergedPoints

/** Stands in the `owner` column of a run that no process has in hand. */
const unowned = null

export class RunStore {
  readonly #database: Database
  readonly #index: RunIndex

  constructor(database: Database, index: RunIndex) {
    this.#database = database
    this.#index = index
  }

  /**
   * Makes a run with status `queued`, in the hands of `owner`. An empty title becomes the run's id. A run of a sweep is noted at its point in
   * the same transaction, so that no point is ever trained twice.
   * @param isTitleMade whether the title was made of the settings; null: that is not known
   */
  create(spec: RunSpec, title: string, owner: string, { sweep, untilEpoch }: RunErrand = ownErrand, isTitleMade: boolean | null = null): RunRecord {
    return this.#database.transaction(() => {
      const now = new Date().toISOString()
      const { lastId } = this.#database.run(
        `INSERT INTO runs (model, title, title_made, status, spec, created_at, queued_at, step, elapsed_seconds, owner, sweep, sweep_point, until_epoch)
         VALUES (?, ?, ?, 'queued', ?, ?, ?, 0, 0, ?, (SELECT number FROM sweeps WHERE id = ?), ?, ?)`,
        networkInfo(spec.network).slug,
        title,
        isTitleMade === null ? null : Number(isTitleMade),
        JSON.stringify(spec),
        now,
        now,
        owner,
        sweep?.id ?? null,
        sweep?.point ?? null,
        untilEpoch,
      )
      if (sweep) {
        this.#database.run(`UPDATE sweep_points SET run = ?, status = 'queued', problem = NULL WHERE sweep = (SELECT number FROM sweeps WHERE id = ?) AND point = ?`, lastId, sweep.id, sweep.point)
      }
      this.#database.run(`UPDATE runs SET title = id WHERE number = ? AND title = ''`, lastId)
      this.#index.add(lastId)
      return readRun(this.#database.one('SELECT * FROM runs WHERE number = ?', lastId) ?? {}, [])
    })
  }

  /** @throws LabError `run/unknown`, `store/damaged` */
  get(id: string): RunRecord {
    const row = this.#row(id)
    return readRun(row, this.#epochs(numberOf(row)))
  }

  /** The runs that go on or wait, and the newest of the others; newest first. Those that cannot be read are left out. */
  current(): readonly RunRecord[] {
    const numbers = this.#database.all(
      `SELECT number FROM runs WHERE status IN ('queued', 'starting', 'running', 'paused') AND discarded_at IS NULL
       UNION SELECT max(number) FROM runs WHERE status NOT IN ('queued', 'starting', 'running', 'paused') AND discarded_at IS NULL
       ORDER BY number DESC`,
    )
    return numbers.flatMap(({ number }) => {
      if (number === null) return []
      try {
        return [readRun(this.#database.one('SELECT * FROM runs WHERE number = ?', Number(number)) ?? {}, this.#epochs(Number(number)))]
      } catch (error) {
        logTrouble('store', 'run cannot be read', error, { run: Number(number) })
        return []
      }
    })
  }

  /** The points of a run's curves, in the order of steps. @throws LabError `run/unknown`, `store/damaged` */
  points(id: string): readonly ProgressPoint[] {
    const number = numberOf(this.#row(id))
    return this.#database.all('SELECT * FROM points WHERE run = ? ORDER BY step', number).map(readPoint)
  }

  /** Every point of a run's curves, by column. @throws LabError `run/unknown`, `store/damaged` */
  curves(id: string): CurveColumns {
    const number = numberOf(this.#row(id))
    const points = readColumns(phrase('the points of run {id}', { id }), pointColumns, this.#database.one(columnsOf('points', pointColumns, 'step'), number))
    return { points, epochs: this.#epochColumns(id, number), last: this.#lastPoint(number) }
  }

  /** The points of a run's curves by column; more than `mostUnmerged` of them are merged to about `mergedPoints`. @throws LabError `run/unknown`, `store/damaged` */
  mergedCurves(id: string): MergedCurves {
    const number = numberOf(this.#row(id))
    const last = this.#lastPoint(number)
    const isLong = this.#database.one('SELECT 1 FROM points WHERE run = ? LIMIT 1 OFFSET ?', number, mostUnmerged) !== undefined
    if (!last || !isLong) return { ...this.curves(id), pointsEach: 1 }
    const merged = readMergedPoints(phrase('the points of run {id}', { id }), this.#database.one(mergedPointsQuery, number, Math.ceil(last.step / mergedPoints), last.step))
    return { ...merged, epochs: this.#epochColumns(id, number), last }
  }

  /** Mean loss over a run's first steps; null before them. @throws LabError `run/unknown` */
  firstLoss(id: string): number | null {
    const row = this.#database.one('SELECT loss FROM points WHERE run = ? ORDER BY step LIMIT 1', numberOf(this.#row(id)))
    return row ? Number(row.loss) : null
  }

  /** Median of images per second over the points that are stored; null where there are none. */
  medianImagesPerSecond(id: string): number | null {
    return this.#medianOverPoints(id, 'images_per_second')
  }

  /** Median of the seconds that a step took, over the points that are stored; null where there are none. */
  medianStepSeconds(id: string): number | null {
    return this.#medianOverPoints(id, 'step_seconds')
  }

  /**
   * Writes a run's present state and what is new of its results, in one transaction.
   * @returns false, with nothing written, where the run is no longer in the hands of `owner`
   */
  save(run: RunRecord, owner: string, fresh: FreshResults): boolean {
    return this.#database.transaction(() => {
      const row = this.#row(run.id)
      if (row.owner !== owner) return false
      const number = numberOf(row)
      const assignments = [...mutableColumns, 'owner'].map((column) => `${column} = ?`).join(', ')
      const nextOwner = isActive(run.status) ? owner : unowned
      this.#database.run(`UPDATE runs SET ${assignments}, file_bytes = NULL WHERE number = ?`, ...mutableValues(run), nextOwner, number)
      for (const result of fresh.epochs) {
        this.#database.run('INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', number, ...epochValues(result))
      }
      for (const point of fresh.points) {
        this.#database.run('INSERT OR REPLACE INTO points VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', number, ...pointValues(point))
      }
      this.#index.refresh(number)
      return true
    })
  }

  /**
   * Takes an ended run in hand again, as `queued`, up to an epoch (null: to its last). One that `owner` has in hand already counts as ended: its end could not be written.
   * @throws LabError `run/active` where another process has it in hand, `run/completed` where nothing is left to do
   */
  takeAgain(id: string, owner: string, untilEpoch: number | null = null): RunRecord {
    return this.#database.transaction(() => {
      const run = this.get(id)
      const holder = this.#row(id).owner
      if (isActive(run.status) && holder !== unowned && holder !== owner) throw activeElsewhere(id, this.#pidOf(holder))
      if (run.status === 'completed') {
        throw new LabError('run/completed', phrase('Run {id} is complete.', { id }), phrase('Train it for more epochs than it has.'))
      }
      this.#database.run(`UPDATE runs SET ${queuedAgain} WHERE id = ?`, ...queuedValues(owner, untilEpoch), id)
      this.#index.refresh(numberOf(this.#row(id)))
      return this.get(id)
    })
  }

  /**
   * Takes a completed run in hand again, as `queued`, with other settings: those of a longer run.
   * @throws LabError `run/active` where a process has it in hand, `run/not-completed` where it has not ended its epochs
   */
  takeLonger(id: string, longer: { readonly spec: RunSpec; readonly title: string }, owner: string): RunRecord {
    return this.#database.transaction(() => {
      const { status } = this.get(id)
      if (isActive(status)) throw activeElsewhere(id)
      if (status !== 'completed') throw new LabError('run/not-completed', phrase('Run {id} is not complete ({status}).', { id, status: statusWords[status] }), phrase('Resume it first.'))
      const { spec, title } = longer
      this.#database.run(
        `UPDATE runs SET ${queuedAgain}, spec = ?, title = ? WHERE id = ?`,
        ...[...queuedValues(owner, null), JSON.stringify(spec), title, id],
      )
      this.#index.add(numberOf(this.#row(id)))
      return this.get(id)
    })
  }

  /** Takes back a run that is marked as orphaned and has no other owner. @returns whether it was one */
  reclaim(id: string, owner: string): boolean {
    const sql = `UPDATE runs SET owner = ? WHERE id = ? AND owner IS NULL AND problem ->> '$.code' = ?`
    return this.#database.run(sql, owner, id, orphaned.code).changes > 0
  }

  /**
   * Forgets everything of a run after a checkpoint; null: everything. Returns the run as it stood then.
   * @param epochs results that the checkpoint brings with it: the store lacks some where the lab ended before it could write them
   */
  rewind(id: string, checkpoint: CheckpointInfo | null, epochs: readonly EpochResult[]): RunRecord {
    return this.#database.transaction(() => {
      const number = numberOf(this.#row(id))
      this.#database.run('DELETE FROM epochs WHERE run = ? AND epoch > ?', number, checkpoint?.epoch ?? 0)
      this.#database.run('DELETE FROM points WHERE run = ? AND step > ?', number, checkpoint?.step ?? 0)
      for (const result of epochs) {
        this.#database.run('INSERT OR IGNORE INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', number, ...epochValues(result))
      }
      const sums = this.#database.one(
        `SELECT max(rss_bytes) AS peak, max(device_bytes) AS device_peak,
           max(coalesce(max(elapsed_seconds), 0), (SELECT coalesce(sum(seconds), 0) FROM epochs WHERE run = ?)) AS elapsed
         FROM points WHERE run = ?`,
        number,
        number,
      )
      this.#database.run(
        `UPDATE runs SET checkpoint = ?, step = ?, elapsed_seconds = ?, peak_rss_bytes = ?, peak_device_bytes = ?, images_per_second = ?, test_loss = NULL, test_accuracy = NULL
         WHERE number = ?`,
        checkpoint && JSON.stringify(checkpoint),
        checkpoint?.step ?? 0,
        Number(sums?.elapsed),
        typeof sums?.peak === 'number' ? sums.peak : null,
        typeof sums?.device_peak === 'number' ? sums.device_peak : null,
        this.medianImagesPerSecond(id),
        number,
      )
      this.#index.refresh(number)
      return this.get(id)
    })
  }

  /** Deletes an ended run. @throws LabError `run/unknown`, `run/active` */
  remove(id: string): void {
    this.#database.transaction(() => {
      const row = this.#row(id)
      if (row.owner !== unowned) throw activeElsewhere(id, this.#pidOf(row.owner))
      this.#database.run('DELETE FROM runs WHERE number = ?', numberOf(row))
    })
  }

  /** Whether a process other than `owner` has a run in hand that keeps the processor busy. */
  busyElsewhere(owner: string): boolean {
    const row = this.#database.one(
      `SELECT count(*) AS busy FROM runs WHERE status IN ('starting', 'running') AND owner IS NOT NULL AND owner <> ?`,
      owner,
    )
    return Number(row?.busy) > 0
  }

  /**
   * Marks every active run without an owner as interrupted: the process that had it in hand has crashed. One that waits in the window's queue goes
   * on waiting, until the window's lab starts again.
   */
  interruptOrphans(): void {
    this.#database.transaction(() => {
      const orphans = this.#database.all(`SELECT number FROM runs WHERE status IN ('queued', 'starting', 'running', 'paused') AND owner IS NULL AND NOT (status = 'queued' AND number IN (SELECT run FROM queue))`)
      for (const { number } of orphans) {
        this.#database.run(
          `UPDATE runs SET status = 'interrupted', problem = ?, ended_at = coalesce(ended_at, ?) WHERE number = ?`,
          JSON.stringify(orphaned),
          new Date().toISOString(),
          Number(number),
        )
        this.#index.refresh(Number(number))
      }
    })
  }

  /** The number of the process behind an owner; null where it is not known (any more). */
  #pidOf(owner: unknown): number | null {
    const row = this.#database.one('SELECT pid FROM owners WHERE id = ?', String(owner))
    return row ? Number(row.pid) : null
  }

  #row(id: string): Row {
    const row = this.#database.one('SELECT * FROM runs WHERE id = ? AND discarded_at IS NULL', id)
    if (row) return row
    throw new LabError('run/unknown', phrase('There is no run {id}.', { id }), phrase('The list of runs shows those that there are.'))
  }

  #lastPoint(number: number): ProgressPoint | null {
    const row = this.#database.one('SELECT * FROM points WHERE run = ? ORDER BY step DESC LIMIT 1', number)
    return row ? readPoint(row) : null
  }

  #epochColumns(id: string, number: number): EpochColumns {
    return readColumns(phrase('the epochs of run {id}', { id }), epochColumns, this.#database.one(columnsOf('epochs', epochColumns, 'epoch'), number))
  }

  #epochs(number: number): readonly EpochResult[] {
    return this.#database.all('SELECT * FROM epochs WHERE run = ? ORDER BY epoch', number).map(readEpoch)
  }

  #medianOverPoints(id: string, column: 'images_per_second' | 'step_seconds'): number | null {
    const number = numberOf(this.#row(id))
    const count = Number(this.#database.one('SELECT count(*) AS count FROM points WHERE run = ?', number)?.count)
    if (count === 0) return null
    const middle = `SELECT ${column} AS value FROM points WHERE run = ? ORDER BY ${column} LIMIT ? OFFSET ?`
    const row = this.#database.one(`SELECT avg(value) AS median FROM (${middle})`, number, 2 - (count % 2), Math.floor((count - 1) / 2))
    return Number(row?.median)
  }
}

function numberOf(row: Row): number {
  return Number(row.number)
}

/** The error for a run that cannot be touched because a process has it in hand. @param pid its number, where it is known */
export function activeElsewhere(id: string, pid: number | null = null): LabError {
  return new LabError(heldCode, pid === null ? phrase('Run {id} is going on.', { id }) : phrase('Run {id} is going on, in the hands of process {pid}.', { id, pid }), phrase('Stop it first, in the window or terminal that started it.'))
}
