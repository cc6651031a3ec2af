// A key for what a question to the engine asks: equal for equal arguments.
import { createHash } from 'node:crypto'

/** Pixels stand in it by their digest. */
export function questionKey(question: string, args: unknown): string {
  return JSON.stringify([question, args], (_, value: unknown) => (value instanceof Uint8Array ? createHash('sha256').update(value).digest('base64') : value))
}
