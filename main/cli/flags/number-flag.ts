// Numbers on the command line.
import { phrase } from '@language/phrase'
import { UsageError } from './usage-error'

/** A decimal number; null where the flag was not given. @throws UsageError for any other text */
export function numberOf(text: string | undefined, flag: string): number | null {
  if (text === undefined) return null
  // Number() alone takes '' for 0, and hexadecimal and infinite numbers as well.
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text)
  throw new UsageError(phrase('{flag} takes a number, not "{text}".', { flag, text }))
}
