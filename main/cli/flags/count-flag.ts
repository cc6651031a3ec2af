// Counts on the command line: whole numbers from 1.
import { phrase } from '@language/phrase'
import { numberOf } from './number-flag'
import { UsageError } from './usage-error'

/** @throws UsageError where it is no whole number, less than 1 or more than `most` */
export function countOf(text: string, flag: string, most: number): number {
  const count = numberOf(text, flag)
  if (count === null || !Number.isInteger(count) || count < 1 || count > most) throw new UsageError(phrase('{flag} must be a whole number from 1 to {most}.', { flag, most }))
  return count
}
