// The lab's events: received once, and passed by type to the stores that handle them.
import type { LabEvent } from '@contract/runs/events'
import { defineStore } from 'pinia'

/** A store's handlers by type of event. */
export type EventHandlers = { readonly [T in LabEvent['type']]?: (event: Extract<LabEvent, { readonly type: T }>) => void }

export const useLabEvents = defineStore('lab-events', () => {
  const wanted: EventHandlers[] = []

  window.lab.onEvent((event) => {
    for (const handlers of wanted) {
      // TypeScript does not see that handler and event belong to the same type.
      const handler = handlers[event.type] as ((event: LabEvent) => void) | undefined
      handler?.(event)
    }
  })

  /** Passes events to a store from now on; a store calls it once, in its set-up. */
  function handle(handlers: EventHandlers): void {
    wanted.push(handlers)
  }

  return { handle }
})
