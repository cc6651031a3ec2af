// Deletion of sweeps, with their runs or without: undone until the lab closes, for good afterwards and after a crash.
import type { DeletedSweep } from '@contract/api/sweeps-api'
import { log, logTrouble } from '../../log/log'
import type { ClusterSweeps } from '../cluster/cluster-sweeps'
import type { RunTableUseCases } from '../runs/table/run-table-use-cases'
import type { ForgottenSweep } from '../store/deleted-sweep-store'
import type { LabStore } from '../store/lab-store'

export interface DeletedSweepsDeps {
  readonly store: Pick<LabStore, 'sweeps' | 'deletedSweeps'>
  /** Id of this process in the store. */
  readonly owner: string
  readonly cluster: Pick<ClusterSweeps, 'remove'>
  readonly runTable: Pick<RunTableUseCases, 'assertDeletable' | 'deleteRuns' | 'putBackRuns'>
}

export class DeletedSweeps {
  readonly #deps: DeletedSweepsDeps

  constructor(deps: DeletedSweepsDeps) {
    this.#deps = deps
  }

  /** Deletes a sweep that does not go on; where its runs are to go and one of them cannot, nothing is deleted. @throws LabError `sweep/unknown`, `sweep/active`, `run/active` */
  async delete(id: string, withRuns: boolean): Promise<DeletedSweep> {
    const { store, owner, runTable } = this.#deps
    const points = await store.sweeps.points(id)
    const ids = withRuns ? points.flatMap(({ run }) => run ?? []) : []
    await runTable.assertDeletable(ids)
    await store.deletedSweeps.discard(id, owner)
    const { deleted, bytes } = ids.length === 0 ? { deleted: [], bytes: 0 } : await runTable.deleteRuns(ids)
    return { runs: deleted, bytes }
  }

  /** Puts a sweep back that this process has deleted, with the runs that went with it. @returns whether there was one */
  async putBack(id: string, runs: readonly string[]): Promise<boolean> {
    const { store, owner, runTable } = this.#deps
    if (runs.length > 0) await runTable.putBackRuns(runs)
    return store.deletedSweeps.putBack(id, owner)
  }

  /** Deletes for good what this process has deleted. */
  async deleteForGood(): Promise<void> {
    const { store, owner } = this.#deps
    await this.#forget(await store.deletedSweeps.deletedBy(owner))
  }

  /** Deletes for good what processes have deleted that are gone. */
  async dropAbandoned(): Promise<void> {
    try {
      const sweeps = await this.#deps.store.deletedSweeps.abandoned()
      await this.#forget(sweeps)
      if (sweeps.length > 0) log('info', 'sweeps', 'deleted for good', { sweeps: sweeps.length })
    } catch (error) {
      logTrouble('sweeps', 'deleted sweeps not deleted for good', error) // the next start tries again
    }
  }

  async #forget(sweeps: readonly ForgottenSweep[]): Promise<void> {
    const { store, cluster } = this.#deps
    for (const { id, createdAt, place } of sweeps) if (place.kind === 'slurm') await cluster.remove({ id, createdAt, place })
    if (sweeps.length > 0) await store.deletedSweeps.forget(sweeps.map(({ id }) => id))
  }
}
