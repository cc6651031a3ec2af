// Inputs of the campaign that are read as values of JSON.
import type { FuzzOutcome } from './reader'

/** Whether a reader takes the value that an input holds; what is no JSON never reaches it. */
export function takenAsJson(input: Uint8Array, take: (value: unknown) => boolean): FuzzOutcome {
  let value: unknown
  try {
    value = JSON.parse(Buffer.from(input).toString('utf8'))
  } catch {
    return 'refused'
  }
  return take(value) ? 'read' : 'refused'
}
