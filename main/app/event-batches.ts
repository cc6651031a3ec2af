// Hands events to the page in batches, so that a fast run cannot flood it.
import { progressInterval } from '@contract/runs/progress-interval'
import type { LabEvent } from '@contract/runs/events'

/** Kind and subject of an event, where a newer event of both replaces one that still waits; null where every event must arrive. */
function replaceKey(event: LabEvent): string | null {
  switch (event.type) {
    case 'progress':
    case 'evaluating':
    case 'verifying':
      return `${event.type} ${event.runId}`
    case 'evaluation-progress':
      return `${event.type} ${event.runId} ${event.name}`
    case 'inspection-progress':
      return `${event.type} ${event.question}`
    case 'near-duplicates-progress':
      return `${event.type} ${event.dataset}`
    case 'run':
      return `${event.type} ${event.run.id}`
    case 'experiment':
      return `${event.type} ${event.experiment.id}`
    case 'own-networks':
    case 'network-file':
    case 'datasets':
    case 'import-progress':
    case 'download-progress':
    case 'label-corrections':
    case 'queue':
    case 'run-table':
      return event.type
    case 'epoch':
    case 'removed':
    case 'sweep':
    case 'sweep-removed':
    case 'experiment-removed':
    case 'evaluated':
      return null
  }
}

/**
 * Collects events and delivers them in their order, the first at once, the others at most every `progressInterval`. Of several progress
 * points of a run that wait for the same batch only the newest is delivered; the store keeps them all.
 */
export class EventBatches {
  #waiting: LabEvent[] = []
  #timer: NodeJS.Timeout | null = null
  readonly #deliver: (batch: readonly LabEvent[]) => void

  constructor(deliver: (batch: readonly LabEvent[]) => void) {
    this.#deliver = deliver
  }

  add(event: LabEvent): void {
    const key = replaceKey(event)
    if (key !== null) this.#waiting = this.#waiting.filter((older) => replaceKey(older) !== key)
    this.#waiting.push(event)
    if (this.#timer) return
    this.#flush()
    this.#timer = setInterval(() => {
      this.#flush()
    }, progressInterval)
  }

  /** Drops the events that wait, and ends the timer. */
  close(): void {
    this.#waiting = []
    this.#rest()
  }

  #flush(): void {
    if (this.#waiting.length === 0) {
      this.#rest()
      return
    }
    const batch = this.#waiting
    this.#waiting = []
    this.#deliver(batch)
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }
}
