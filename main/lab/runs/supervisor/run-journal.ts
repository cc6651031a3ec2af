// The journal of one run: its record as it stands, and what of it must still be written to the store.
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import type { EpochResult, ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { LabStore } from '../../store/lab-store'

/** Milliseconds that points wait so that many share one transaction: each transaction waits for the disk. */
const batchInterval = 1000

/** Where a journal is kept. */
export interface JournalPlace {
  readonly store: LabStore['runs']
  /** Id of this process in the store. */
  readonly owner: string
  /** Takes the run back where another process holds it for orphaned; false where it is in other hands. */
  readonly reclaim: () => Promise<boolean>
  /** Told of what goes wrong when points are saved in the background. */
  readonly onTrouble: (trouble: unknown) => void
}

export class RunJournal {
  readonly #place: JournalPlace
  #record: RunRecord
  #points: ProgressPoint[] = []
  #epochs: EpochResult[] = []
  #timer: NodeJS.Timeout | null = null
  #saving: Promise<void> = Promise.resolve()

  constructor(record: RunRecord, place: JournalPlace) {
    this.#record = record
    this.#place = place
  }

  get record(): RunRecord {
    return this.#record
  }

  /** Changes the record in memory; `save` writes it. */
  change(changes: Partial<RunRecord>): void {
    this.#record = { ...this.#record, ...changes }
  }

  /**
   * Goes back to where the engine goes on: what the store has of later is forgotten, epochs that it lacks are entered.
   * @throws as `save`
   */
  async rewind(checkpoint: CheckpointInfo | null, epochs: readonly EpochResult[]): Promise<void> {
    await this.save() // only of a run that is still in these hands
    this.#record = await this.#place.store.rewind(this.#record.id, checkpoint, epochs)
  }

  addPoint(point: ProgressPoint): void {
    this.#points = [...this.#points, point]
    this.change({
      step: point.step,
      elapsedSeconds: point.elapsedSeconds,
      peakRssBytes: Math.max(this.#record.peakRssBytes ?? 0, point.rssBytes),
      peakDeviceBytes: point.deviceBytes === null ? this.#record.peakDeviceBytes : Math.max(this.#record.peakDeviceBytes ?? 0, point.deviceBytes),
    })
    this.#timer ??= setTimeout(() => {
      this.save().catch(this.#place.onTrouble)
    }, batchInterval)
  }

  addEpoch(result: EpochResult): void {
    this.#epochs = [...this.#epochs, result]
    const { trainLoss, trainAccuracy, testLoss, testAccuracy } = result
    const epochs = [...this.#record.epochs.filter(({ epoch }) => epoch < result.epoch), result]
    // The evaluation came after the last point.
    const elapsedSeconds = Math.max(
      this.#record.elapsedSeconds,
      epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    )
    this.change({ epochs, trainLoss, trainAccuracy, testLoss, testAccuracy, elapsedSeconds })
  }

  /**
   * Writes the record and all that is new; kept when it is on the disk. Writings are done one after another, in the order in which they were asked for.
   * @throws LabError `store/...`, and `OwnershipLost` where the run is in other hands; what is new is kept for the next attempt
   */
  save(): Promise<void> {
    this.#cancelTimer()
    const saved = this.#saving.then(() => this.#write())
    this.#saving = saved.catch(() => undefined) // whoever asked is told
    return saved
  }

  /** Writes as `save` does, with the summary over all points brought up to date. */
  async saveSummary(): Promise<void> {
    await this.save()
    const imagesPerSecond = await this.#place.store.medianImagesPerSecond(this.#record.id)
    if (imagesPerSecond === this.#record.imagesPerSecond) return
    this.change({ imagesPerSecond })
    await this.save()
  }

  /** Ends the journal's own writing. */
  close(): void {
    this.#cancelTimer()
  }

  async #write(): Promise<void> {
    const { store, owner, reclaim } = this.#place
    const [record, epochs, points] = [this.#record, this.#epochs, this.#points]
    const saved = () => store.save(record, owner, { epochs, points })
    if (!(await saved()) && !((await reclaim()) && (await saved()))) throw new OwnershipLost()
    // More may have come meanwhile.
    this.#epochs = this.#epochs.slice(epochs.length)
    this.#points = this.#points.slice(points.length)
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }
}

/** The run was taken over by another process, which held this one for dead; this one must let go of it. */
export class OwnershipLost extends Error {
  constructor() {
    super('the run is in the hands of another process')
    this.name = 'OwnershipLost'
  }
}
