// The use cases of the lab by area: the contract's calls that need no window, and the events.
import type { Area, AreaCalls } from '@contract/api/lab-api'
import type { LabEvent } from '@contract/runs/events'

/** The calls of every area, each answered by one object. */
export type CallsByArea = { readonly [A in Area]: AreaCalls<A> }

export interface LabUseCases extends Omit<CallsByArea, 'window'> {
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
}
