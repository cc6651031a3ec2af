// The queue of runs in this process: a few train, paused ones have given their turn away, the others wait.
import type { RunRecord } from '@contract/runs/run-record'
import { logTrouble } from '../../../log/log'
import type { RunSupervisor } from '../supervisor/run-supervisor'

export interface RunQueueOptions {
  /** Starts a run whose turn has come. */
  readonly begin: (run: RunRecord) => RunSupervisor
  /** Told of every run whose engine process is gone. */
  readonly onEnded: (supervisor: RunSupervisor) => void
  /** Whether a run has room in memory beside those that train. Asked only where there are such. */
  readonly hasRoom: (run: RunRecord, beside: readonly RunSupervisor[]) => Promise<boolean>
  /** Told whenever a run came, went, or changed its place. */
  readonly onChanged: () => void
}

/** A run that waits: a new one, or one whose paused engine process is to go on. */
type Waiting = { readonly run: RunRecord; readonly paused: null } | { readonly run: RunRecord; readonly paused: RunSupervisor }

export class RunQueue {
  readonly #options: RunQueueOptions
  #waiting: readonly Waiting[] = []
  /** Every run with an engine process, in the order in which they began. */
  readonly #active = new Map<string, RunSupervisor>()
  /** Paused runs whose turn another run may have. */
  readonly #resting = new Set<string>()
  /** What was last asked of a run with an engine process: an answer to an earlier request does not count any more. */
  readonly #asked = new Map<string, 'pause' | 'resume'>()
  /** Runs beside which another trained for a while: their speed is not that of a run alone. */
  readonly #accompanied = new Set<string>()
  #isHeld = false
  #atOnce = 1
  #isLooking = false

  constructor(options: RunQueueOptions) {
    this.#options = options
  }

  /** The supervisors of all runs that have an engine process, those that train first. */
  get active(): readonly RunSupervisor[] {
    return [...this.going, ...[...this.#active.values()].filter(({ record }) => this.#resting.has(record.id))]
  }

  /** The supervisors of the runs that train. */
  get going(): readonly RunSupervisor[] {
    return [...this.#active.values()].filter(({ record }) => !this.#resting.has(record.id))
  }

  /** The runs that wait, in the order of their turns. */
  get waiting(): readonly RunRecord[] {
    return this.#waiting.map(({ run, paused }) => paused?.record ?? run)
  }

  /** Whether no further run begins for now. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    this.#advance()
  }

  /** Sets how many runs may train at the same time. */
  allow(atOnce: number): void {
    this.#atOnce = atOnce
    this.#advance()
  }

  /** Starts the runs, or lets them wait: behind those that were added before, or in front of all. */
  add(runs: readonly RunRecord[], where: 'behind' | 'front' = 'behind'): void {
    const added = runs.map((run) => ({ run, paused: null }))
    this.#waiting = where === 'front' ? [...added, ...this.#waiting] : [...this.#waiting, ...added]
    this.#changed()
  }

  /** Puts waiting runs in this order; those that are not named follow. Ids that do not wait are passed over. */
  reorder(ids: readonly string[]): void {
    const places = new Map(ids.map((id, place) => [id, place]))
    const placeOf = ({ run }: Waiting): number => places.get(run.id) ?? ids.length
    this.#waiting = [...this.#waiting].sort((a, b) => placeOf(a) - placeOf(b))
    this.#changed()
  }

  /** The supervisor of a run, where it has an engine process. */
  supervisorOf(id: string): RunSupervisor | null {
    return this.#active.get(id) ?? null
  }

  /** Whether a run without an engine process waits. */
  isWaiting(id: string): boolean {
    return this.#waiting.some(({ run, paused }) => run.id === id && paused === null)
  }

  /** Pauses a run, and gives its turn to the next one. @throws LabError where it ends instead */
  async pause(supervisor: RunSupervisor): Promise<RunRecord> {
    const { id } = supervisor.record
    this.#asked.set(id, 'pause')
    this.#waiting = this.#waiting.filter(({ run }) => run.id !== id)
    const record = await supervisor.pause()
    if (this.#asked.get(id) === 'pause' && this.#active.has(id)) {
      this.#resting.add(id)
      this.#changed()
    }
    return record
  }

  /**
   * Goes on with a paused run: at once where its turn was not given away or there is room; else it waits in front of all.
   * @returns the run as it stands: still paused where it waits
   * @throws LabError where it ends instead
   */
  async resume(supervisor: RunSupervisor): Promise<RunRecord> {
    const { id } = supervisor.record
    this.#asked.set(id, 'resume')
    if (!this.#resting.has(id)) return supervisor.resume()
    if (!this.#waiting.some(({ run }) => run.id === id)) this.#waiting = [{ run: supervisor.record, paused: supervisor }, ...this.#waiting]
    if (this.going.length < this.#atOnce) {
      // The user asks for this one run, which is in memory already: neither a held queue nor a prediction of memory stands in its way.
      this.#waiting = this.#waiting.filter(({ run }) => run.id !== id)
      this.#resting.delete(id)
      this.#changed()
      return supervisor.resume()
    }
    this.#changed()
    return supervisor.record
  }

  /** Whether no other run of this process trained beside a run that has an engine process. */
  trainedAlone(id: string): boolean {
    return !this.#accompanied.has(id)
  }

  /** Takes a waiting run out of the queue; null where it does not wait, or only waits to go on after a pause. */
  withdraw(id: string): RunRecord | null {
    const found = this.#waiting.find(({ run, paused }) => run.id === id && paused === null)
    if (!found) return null
    this.#waiting = this.#waiting.filter((waiting) => waiting !== found)
    this.#changed()
    return found.run
  }

  /** Takes every waiting run out of the queue. */
  withdrawAll(): readonly RunRecord[] {
    const withdrawn = this.#waiting.flatMap(({ run, paused }) => (paused ? [] : [run]))
    this.#waiting = []
    return withdrawn
  }

  #changed(): void {
    this.#advance()
    if (this.going.length > 1) for (const { record } of this.going) this.#accompanied.add(record.id)
    this.#options.onChanged()
  }

  /** Begins what may begin. The first run begins at once; whether another has room beside it takes a look at the memory. */
  #advance(): void {
    const next = this.#waiting[0]
    if (!next || this.#isHeld || this.#isLooking || this.going.length >= this.#atOnce) return
    if (this.going.length === 0) {
      this.#begin(next)
      this.#advance()
      return
    }
    this.#isLooking = true
    const beside = this.going
    const look = next.paused ? Promise.resolve(true) : this.#options.hasRoom(next.run, beside)
    void look
      .catch((error: unknown) => {
        logTrouble('runs', 'room for a run not predicted', error, { run: next.run.id })
        return false // it has its turn when it is alone
      })
      .then((hasRoom) => {
        this.#isLooking = false
        const isAsBefore = this.#waiting[0] === next && this.going.length === beside.length && !this.#isHeld
        if (isAsBefore && !hasRoom) return // until another run ends
        if (isAsBefore) {
          this.#begin(next)
          this.#changed()
        } else {
          this.#advance()
        }
      })
  }

  #begin(next: Waiting): void {
    this.#waiting = this.#waiting.filter((waiting) => waiting !== next)
    const { id } = next.run
    if (next.paused) {
      this.#resting.delete(id)
      next.paused.resume().catch((error: unknown) => {
        logTrouble('runs', 'paused run does not go on', error, { run: id }) // its record tells how it ended
      })
      return
    }
    const supervisor = this.#options.begin(next.run)
    this.#active.set(id, supervisor)
    void supervisor.ended.then(() => {
      this.#active.delete(id)
      this.#resting.delete(id)
      this.#asked.delete(id)
      this.#waiting = this.#waiting.filter(({ paused }) => paused !== supervisor)
      try {
        this.#options.onEnded(supervisor)
      } catch (error) {
        logTrouble('runs', 'trouble after the end of a run', error, { run: id }) // and the others must not wait for ever
      }
      this.#accompanied.delete(id)
      this.#changed()
    })
  }
}
