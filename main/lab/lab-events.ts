// Passes the events of the lab on to everyone who listens.
import type { LabEvent } from '@contract/runs/events'

export type LabListener = (event: LabEvent) => void

export class LabEvents {
  readonly #listeners = new Set<LabListener>()

  /** Calls the listener for every event; returns the function that ends it. */
  subscribe(listener: LabListener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  tell(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event)
  }
}
