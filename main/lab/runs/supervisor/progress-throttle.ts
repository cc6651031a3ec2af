// Lets through at most ten progress events a second, always the latest ones, so that neither a page nor a pipe is flooded.
import { progressInterval } from '@contract/runs/progress-interval'
import type { LabEvent } from '@contract/runs/events'

export type ProgressEvent = Extract<LabEvent, { type: 'progress' | 'evaluating' }>

export class ProgressThrottle {
  readonly #emit: (event: ProgressEvent) => void
  /** The latest event of each type that still waits, in the order in which they came. */
  readonly #waiting = new Map<ProgressEvent['type'], ProgressEvent>()
  #timer: NodeJS.Timeout | null = null

  constructor(emit: (event: ProgressEvent) => void) {
    this.#emit = emit
  }

  /** Tells the event now or within the interval; a later one of its type takes its place while it waits. */
  offer(event: ProgressEvent): void {
    this.#waiting.set(event.type, event)
    if (this.#timer === null) this.#tick()
  }

  /** Forgets the event of a type that still waits: it is out of date. */
  drop(type: ProgressEvent['type']): void {
    this.#waiting.delete(type)
  }

  /** Tells what still waits, at once. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    for (const event of this.#waiting.values()) this.#emit(event)
    this.#waiting.clear()
  }

  #tick(): void {
    this.#timer = null
    for (const event of this.#waiting.values()) {
      this.#waiting.delete(event.type)
      this.#timer = setTimeout(() => {
        this.#tick()
      }, progressInterval)
      this.#emit(event)
      return // the next one has to wait its interval
    }
  }
}
