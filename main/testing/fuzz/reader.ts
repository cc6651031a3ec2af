// What a campaign of damaged inputs needs to know of a reader: valid inputs, how they are damaged, how they are read, and which refusals are in order.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../cli/flags/usage-error'
import { LabError } from '@contract/problem'
import type { Draw } from './damaged-file'
import type { DrawKind } from './draws'

/** The files of an input, by their paths below a folder of its own. */
export type FuzzInput = Readonly<Record<string, Uint8Array>>

/** `agrees`: read, and compared with what another program makes of the input. */
export const fuzzOutcomes = ['refused', 'read', 'agrees'] as const
export type FuzzOutcome = (typeof fuzzOutcomes)[number]

export interface FuzzReader {
  /** As `--reader` names it. */
  readonly name: string
  /** Where its draws come from; left out: `readers`. */
  readonly draws?: DrawKind
  /** Valid inputs, each of some kilobytes at most. */
  readonly seeds: () => Promise<readonly FuzzInput[]>
  readonly damaged: (input: FuzzInput, draw: Draw) => FuzzInput
  /**
   * Reads an input as the lab does, and checks what must hold of the result.
   * @param folder gives an empty folder of this input's own
   * @returns `refused` where the reader passes over what it cannot read, as for settings of the last time
   * @throws whatever the reader throws; an Error where the result breaks a rule
   */
  readonly read: (input: FuzzInput, folder: () => string) => Promise<FuzzOutcome>
  /** Whether what was thrown is a refusal in order; left out: {@link isSentence}. */
  readonly isRefusal?: (error: unknown) => boolean
  readonly close?: () => Promise<void>
}

/** A refusal that a user may see: a sentence with a code of its own, without remains of JavaScript. */
export function isSentence(error: unknown): boolean {
  if (!(error instanceof UsageError) && !(error instanceof LabError && error.code !== 'unexpected')) return false
  return /^\S.*[.?]$/s.test(error.message) && !/\bNaN\b|\[object |null is not|is not a function|is not iterable|Cannot read prop/.test(error.message)
}

export interface FileReader extends Pick<FuzzReader, 'name' | 'isRefusal' | 'close'> {
  /** Name of the file. */
  readonly file: string
  readonly seeds: () => Promise<readonly Uint8Array[]>
  readonly damaged: (file: Uint8Array, draw: Draw) => Uint8Array
  /**
   * As {@link FuzzReader.read}.
   * @param written writes the file, and gives its path
   */
  readonly read: (file: Uint8Array, written: () => string) => Promise<FuzzOutcome> | FuzzOutcome
}

/** A reader whose inputs are one file. */
export function readerOfFile({ file, seeds, damaged, read, ...reader }: FileReader): FuzzReader {
  const contentOf = (input: FuzzInput): Uint8Array => input[file] ?? new Uint8Array()
  return {
    ...reader,
    seeds: async () => (await seeds()).map((content) => ({ [file]: content })),
    damaged: (input, draw) => ({ [file]: damaged(contentOf(input), draw) }),
    read: async (input, folder) => read(contentOf(input), () => {
      const path = join(folder(), file)
      writeFileSync(path, contentOf(input))
      return path
    }),
  }
}
