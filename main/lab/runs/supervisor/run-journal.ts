// The journal of one run: its present record, and the results that are not yet in the store.
import { phrase } from '@language/phrase'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { lastResults } from '@contract/runs/held-out'
import type { EpochResult, ProgressPoint, RunRecord } from '@contract/runs/run-record'
import type { LabStore } from '../../store/lab-store'

/** Milliseconds that points wait so that many share one transaction: each transaction waits for the disk. */
const batchInterval = 1000

/** What keeps a run while it goes on: the store of runs, or the folder of a task on a cluster. */
export type RunKeeper = Pick<LabStore['runs'], 'save' | 'rewind' | 'medianImagesPerSecond'>

/** Where a journal is kept. */
export interface JournalPlace {
  readonly store: RunKeeper
  /** Id of this process in the store. */
  readonly owner: string
  /** Takes the run back where another process has marked it as orphaned; false where another process has taken it over. */
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
   * Goes back to the checkpoint that the engine goes on from: later results are deleted from the store, missing epochs are added.
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
    const epochs = [...this.#record.epochs.filter(({ epoch }) => epoch < result.epoch), result]
    // The evaluation came after the last point.
    const elapsedSeconds = Math.max(
      this.#record.elapsedSeconds,
      epochs.reduce((sum, { seconds }) => sum + seconds, 0),
    )
    this.change({ epochs, ...lastResults(result), elapsedSeconds })
  }

  /**
   * Writes the record and all new results; the promise is kept when they are on the disk. Calls are done one after another.
   * @throws LabError `store/...`, and `OwnershipLost` where another process has taken the run over; new results are kept for the next attempt
   */
  save(): Promise<void> {
    this.#cancelTimer()
    const saved = this.#saving.then(() => this.#write())
    this.#saving = saved.catch(() => undefined) // the caller gets the error
    return saved
  }

  /** Writes as `save` does, after updating the summary over all points. */
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

/** The run was taken over by another process, which took this one for dead; this process must end its engine. */
export class OwnershipLost extends Error {
  constructor() {
    super(phrase('the run is in the hands of another process'))
    this.name = 'OwnershipLost'
  }
}
