// What a campaign of damaged inputs needs to know of a reader: valid inputs, how they are damaged, how they are read, and which refusals are in order.
import type { Draw } from '../../data/sources/testing/fuzz/mutations'
import { UsageError } from '../../cli/flags/usage-error'
import { LabError } from '@contract/problem'

export interface FuzzReader {
  /** As `--reader` names it. */
  readonly name: string
  /** Valid inputs, each of some kilobytes at most. */
  readonly seeds: () => Promise<readonly Uint8Array[]>
  readonly damaged: (input: Uint8Array, draw: Draw) => Uint8Array
  /**
   * Reads an input as the lab does, and checks what must hold of the result.
   * @param folder an empty folder of this input's own
   * @returns false where the reader passes over what it cannot read, as for settings of the last time
   * @throws whatever the reader throws; an Error where the result breaks a rule
   */
  readonly read: (input: Uint8Array, folder: string) => Promise<boolean>
  /** Refusals beside those in a sentence for the user. */
  readonly refuses?: (error: unknown) => boolean
  readonly close?: () => Promise<void>
}

/** A refusal that a user may see: a sentence with a code of its own, without remains of JavaScript. */
export function isSentence(error: unknown): boolean {
  if (!(error instanceof UsageError) && !(error instanceof LabError && error.code !== 'unexpected')) return false
  return /^\S.*[.?]$/s.test(error.message) && !/\bNaN\b|\[object |null is not|is not a function|is not iterable|Cannot read prop/.test(error.message)
}
