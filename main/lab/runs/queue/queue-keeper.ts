// What of the queue outlives the lab and what the page sees of it: order, choices, and the runs that a restart left to decide about.
import { firstQueueChoices, type QueueChoices, type QueueState } from '@contract/runs/run-queue'
import type { RunRecord } from '@contract/runs/run-record'
import { logTrouble } from '../../../log/log'
import type { LabEvents } from '../../lab-events'
import type { LabStore } from '../../store/lab-store'
import type { RunQueue } from './run-queue'

export interface QueueKeeperDeps {
  readonly queue: RunQueue
  readonly store: Pick<LabStore, 'queue'>
  /** Id of this process in the store. */
  readonly owner: string
  readonly events: LabEvents
}

export class QueueKeeper {
  readonly #deps: QueueKeeperDeps
  /** Whether this lab's queue outlives it; the queue of a command ends with the command. */
  #isKept = false
  #isFrozen = false
  #choices: QueueChoices = firstQueueChoices
  #cutShort: readonly string[] = []
  #takenOver = 0
  /** The state that was told last, as JSON. */
  #told: string
  /** Whether the order has changed since the last writing began. */
  #isUnwritten = false
  #writing: Promise<void> = Promise.resolve()

  constructor(deps: QueueKeeperDeps) {
    this.#deps = deps
    this.#told = JSON.stringify(this.state)
  }

  get state(): QueueState {
    return { ...this.#choices, waiting: this.#deps.queue.waiting.map(({ id }) => id), cutShort: [...this.#cutShort], takenOver: this.#takenOver }
  }

  /**
   * Takes over the queue of the window's last lab, and keeps its own from now on.
   * @returns the runs that still wait, which are not yet in the queue
   */
  async takeOver(): Promise<readonly RunRecord[]> {
    const { store, owner } = this.#deps
    const { waiting, cutShort } = await store.queue.takeOver(owner)
    this.#apply(await store.queue.choices())
    this.#isKept = true
    this.#cutShort = cutShort.map(({ id }) => id)
    this.#takenOver = waiting.length
    return waiting
  }

  /** Writes the new order, and tells of it. */
  changed(): void {
    if (this.#isFrozen) return
    this.#isUnwritten = this.#isKept
    if (this.#isUnwritten) {
      // Changes that come while one is being written are written together after it.
      this.#writing = this.#writing.then(() => this.#write()).catch((error: unknown) => {
        logTrouble('store', 'order of the queue not written', error) // written again with the next change
      })
    }
    const state = this.state
    const told = JSON.stringify(state)
    if (told === this.#told) return
    this.#told = told
    this.#deps.events.tell({ type: 'queue', queue: state })
  }

  /** Settles when the order, as it is now, is on the disk; a queue that is not kept has nothing to write. */
  written(): Promise<void> {
    return this.#writing
  }

  /** @throws LabError `store/...` */
  async choose(choices: QueueChoices): Promise<void> {
    if (this.#isKept) await this.#deps.store.queue.choose(choices)
    this.#apply(choices)
    this.changed()
  }

  /** Forgets that a run was cut short: it goes on, or was removed. */
  settle(id: string): void {
    if (!this.#cutShort.includes(id)) return
    this.#cutShort = this.#cutShort.filter((other) => other !== id)
    this.changed()
  }

  /** Leaves runs that were cut short as they are. */
  acknowledge(): void {
    this.#cutShort = []
    this.#takenOver = 0
    this.changed()
  }

  /** The order as it is now stays, whatever the closing of the lab does to the runs. @returns whether waiting runs go on waiting */
  async freeze(): Promise<boolean> {
    this.#isFrozen = true
    await this.#writing
    return this.#isKept
  }

  #apply(choices: QueueChoices): void {
    this.#choices = choices
    this.#deps.queue.allow(choices.atOnce)
    this.#deps.queue.hold(choices.isHeld)
  }

  async #write(): Promise<void> {
    if (!this.#isUnwritten) return
    this.#isUnwritten = false
    const { queue, store } = this.#deps
    await store.queue.write([...this.#cutShort, ...[...queue.going.map(({ record }) => record), ...queue.waiting].map(({ id }) => id)])
  }
}
