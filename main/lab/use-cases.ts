// What the lab can do, call by call: the contract's LabApi with plain promises, which reject with a LabError.
import type { LabEvent } from '@contract/events'
import type { LabApi, LabCall, LabResult } from '@contract/lab-api'

/** Every call of LabApi without the Answer round its result. */
export type LabUseCases = {
  readonly [C in LabCall]: (...args: Parameters<LabApi[C]>) => Promise<LabResult<C>>
} & {
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
}
