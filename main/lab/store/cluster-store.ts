// Points of sweeps that are computed on a cluster, and the runs that come back from there.
import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '@contract/problem'
import type { ClusterTask } from '@contract/runs/cluster-task'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { PointFigures, PointStatus } from '@contract/sweeps/sweep-record'
import type { Database } from './database'
import type { RunStore } from './run-store'

/** How a point stands on the cluster. */
export interface ClusterPoint {
  /** From 1. */
  readonly number: number
  readonly cluster: ClusterTask
  readonly status: PointStatus
  readonly problem: Problem | null
  /** What is known of its run so far. */
  readonly figures: PointFigures | null
}

/** A run that was trained on a cluster. Its id there is of no use here. */
export interface AdoptedRun {
  readonly record: RunRecord
  readonly curves: readonly ProgressPoint[]
  /** Absolute path of the folder with its checkpoints and evaluations, which becomes the run's own. */
  readonly files: string
  /** Absolute path of the folder that holds the folders of all runs. */
  readonly runsFolder: string
}

const ofPoint = 'sweep = (SELECT number FROM sweeps WHERE id = ?) AND point = ?'

export class ClusterStore {
  readonly #database: Database
  readonly #runs: RunStore

  constructor(database: Database, runs: RunStore) {
    this.#database = database
    this.#runs = runs
  }

  /** Notes the tasks that points were submitted as: what an earlier task came to is forgotten. */
  submitted(sweep: string, tasks: ReadonlyMap<number, ClusterTask>): void {
    this.#database.transaction(() => {
      for (const [point, task] of tasks) {
        this.#database.run(`UPDATE sweep_points SET status = 'queued', problem = NULL, cluster = ? WHERE ${ofPoint} AND run IS NULL`, JSON.stringify(task), sweep, point)
      }
    })
  }

  /** Notes how points stand. One that was submitted anew meanwhile, or whose run is in the store, stays as it is. @returns whether anything changed */
  stand(sweep: string, points: readonly ClusterPoint[]): boolean {
    return this.#database.transaction(() =>
      points
        .map(({ number, cluster, status, problem, figures }) => {
          const [place, why, far] = [JSON.stringify(cluster), problem && JSON.stringify(problem), figures && JSON.stringify(figures)]
          return this.#database.run(
            `UPDATE sweep_points SET status = ?, problem = ?, cluster = ?, figures = ?
             WHERE ${ofPoint} AND run IS NULL AND cluster ->> '$.job' = ? AND (status <> ? OR problem IS NOT ? OR cluster <> ? OR figures IS NOT ?)`,
            ...[status, why, place, far, sweep, number, cluster.job, status, why, place, far],
          ).changes
        })
        .some((changes) => changes > 0),
    )
  }

  /**
   * Takes the run of a point into the store, complete, with its curves and files.
   * @returns the run with its id here; null where the point has its run already
   */
  adopt({ record, curves, files, runsFolder }: AdoptedRun, owner: string): RunRecord | null {
    return this.#database.transaction(() => {
      const { sweep } = record
      if (!sweep) return null
      const point = this.#database.one(`SELECT run FROM sweep_points WHERE ${ofPoint}`, sweep.id, sweep.point)
      if (point?.run !== null) return null // the sweep was removed, or another process was first
      const { id } = this.#runs.create(record.spec, record.title, owner, { sweep, untilEpoch: null }, record.isTitleMade)
      this.#database.run('UPDATE runs SET created_at = ?, queued_at = ? WHERE id = ?', record.createdAt, record.queuedAt, id)
      this.#runs.save({ ...record, id }, owner, { epochs: record.epochs, points: curves })
      this.#database.run(`UPDATE sweep_points SET status = 'completed', problem = NULL, cluster = ?, figures = NULL WHERE ${ofPoint}`, record.cluster && JSON.stringify(record.cluster), sweep.id, sweep.point)
      const to = join(runsFolder, id)
      if (existsSync(to)) renameSync(to, `${to}-before-${Date.now()}`) // files of a store that was moved away
      renameSync(files, to) // last, since a run without its files is worse than files without a run
      return this.#runs.get(id)
    })
  }
}
