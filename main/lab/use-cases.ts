// What the lab can do, call by call: the contract's LabApi with plain promises, which reject with a LabError.
import type { LabEvent } from '@contract/runs/events'
import type { ImportedNetwork } from '@contract/models/imported-network'
import type { LabApi, LabCall, LabResult } from '@contract/api/lab-api'

/** Every call of LabApi without the Answer round its result. */
type Calls = { readonly [C in LabCall]: (...args: Parameters<LabApi[C]>) => Promise<LabResult<C>> }

/** The calls that need the desktop, and so a window. */
export type WindowCalls = Pick<Calls, 'openNetworkFile' | 'showHome'>

export type LabUseCases = Omit<Calls, keyof WindowCalls> & {
  /** Takes an ONNX file into the lab, by its absolute path. */
  readonly importNetwork: (path: string) => Promise<ImportedNetwork>
  /** Calls the listener for every event; returns the function that ends it. */
  readonly onEvent: (listener: (event: LabEvent) => void) => () => void
}
