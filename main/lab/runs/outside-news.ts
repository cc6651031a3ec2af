// News of runs, sweeps and own networks that other processes add, change or remove in the same home: a bounded number at a time, each run once however often it changed meanwhile.
import { LabError } from '@contract/problem'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord } from '@contract/runs/run-record'
import type { SweepRecord } from '@contract/sweeps/sweep-record'
import { logTrouble } from '../../log/log'
import type { OutsideChanges } from '../store/change-watch'

/** Runs that one look tells of at most: some hundred kilobytes for the page, and a few reads of the store. */
const usualMost = 100

export interface OutsideNewsDeps {
  readonly changesSince: () => Promise<OutsideChanges>
  /** A run as it stands. @throws LabError `run/unknown` */
  readonly read: (id: string) => Promise<RunRecord>
  /** A sweep as it stands. @throws LabError `sweep/unknown` */
  readonly readSweep: (id: string) => Promise<SweepRecord>
  readonly tell: (event: LabEvent) => void
}

export class OutsideNews {
  readonly #deps: OutsideNewsDeps
  readonly #most: number
  /** Runs that are still to be told of, those that changed longest ago first. */
  readonly #untold = new Map<string, 'changed' | 'removed'>()
  /** The points of sweeps as they were told, by the id of the sweep. */
  readonly #pointsTold = new Map<string, ReadonlySet<string>>()
  #isLooking = false

  constructor(deps: OutsideNewsDeps, most = usualMost) {
    this.#deps = deps
    this.#most = most
  }

  /** Asks what has changed, and tells of a part of what was not told yet. Does nothing while an earlier look goes on. @throws LabError `store/...` */
  async look(): Promise<void> {
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      const { changed, removed, sweeps, removedSweeps, ownNetworks } = await this.#deps.changesSince()
      if (ownNetworks) this.#deps.tell({ type: 'own-networks' })
      for (const id of changed) this.#untold.set(id, 'changed')
      for (const id of removed) this.#untold.set(id, 'removed')
      for (const [id, what] of [...this.#untold].slice(0, this.#most)) {
        this.#untold.delete(id)
        if (what === 'removed') this.#deps.tell({ type: 'removed', runId: id })
        else await this.#tellOfChanged(id)
      }
      for (const id of sweeps) await this.#tellOfSweep(id)
      for (const sweepId of removedSweeps) this.#deps.tell({ type: 'sweep-removed', sweepId })
    } finally {
      this.#isLooking = false
    }
  }

  async #tellOfChanged(id: string): Promise<void> {
    try {
      this.#deps.tell({ type: 'run', run: await this.#deps.read(id) })
    } catch (error) {
      // Removed meanwhile, which the next look tells; or damaged, which the list tells. The others are told of all the same.
      if (!(error instanceof LabError && error.code === 'run/unknown')) logTrouble('runs', 'run changed elsewhere not read', error, { run: id })
    }
  }

  /** Tells of a sweep, and of those of its points that were not told as they are. */
  async #tellOfSweep(id: string): Promise<void> {
    try {
      const { points, ...sweep } = await this.#deps.readSweep(id)
      const told = this.#pointsTold.get(id)
      this.#pointsTold.set(id, new Set(points.map((point) => JSON.stringify(point))))
      this.#deps.tell({ type: 'sweep', sweep, points: points.filter((point) => !told?.has(JSON.stringify(point))) })
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'sweep/unknown')) logTrouble('sweeps', 'sweep changed elsewhere not read', error, { sweep: id })
    }
  }
}
