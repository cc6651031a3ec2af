// Reads sources whole, for tests of formats.
import { defaultImportOptions, type ImportOptions } from '@contract/data/import-source'
import { LabError } from '@contract/problem'
import fc from 'fast-check'
import type { OpenSource, SourceFormat } from '../source'

export interface ReadSource {
  readonly source: OpenSource
  /** Pixels of each image by its number, or why there are none. */
  readonly images: readonly (readonly number[] | string)[]
}

/** Looks through a source and reads all its images, or some. */
export async function readSource(format: SourceFormat, paths: readonly string[], options: Partial<ImportOptions> = {}, wanted?: readonly number[]): Promise<ReadSource> {
  const source = await format.open(paths, { ...defaultImportOptions, ...options })
  const images: (readonly number[] | string)[] = []
  try {
    for await (const { index, content } of source.images(wanted)) {
      if (images[index] !== undefined) throw new Error(`image ${index} came twice`)
      images[index] = content.kind === 'pixels' ? [...content.pixels] : content.kind === 'unreadable' ? content.reason : content.kind
    }
  } finally {
    await source.close()
  }
  return { source, images }
}

/** What is thrown; an error of another kind than ours fails the test. */
export async function refusalOf(work: Promise<unknown>): Promise<LabError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof LabError) return error
  throw new Error(`expected a LabError, got ${String(error)}`, { cause: error })
}

/** A change of a file: bytes that differ, or its end missing. */
export type Mutation = { readonly cut: number } | { readonly flips: readonly (readonly [place: number, change: number])[] }

/** Places are within 0..1. */
export const anyMutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ cut: fc.double({ min: 0, max: 1, noNaN: true }) }),
  fc.record({ flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }) }),
)

export function mutated(bytes: Uint8Array, mutation: Mutation): Uint8Array {
  if ('cut' in mutation) return bytes.subarray(0, Math.floor(mutation.cut * bytes.length))
  const changed = Uint8Array.from(bytes)
  for (const [place, change] of mutation.flips) {
    const at = Math.min(changed.length - 1, Math.floor(place * changed.length))
    changed[at] = (changed[at] ?? 0) ^ change
  }
  return changed
}

/** Reading ends, with images or with an error of ours. */
export async function survives(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof LabError)) throw error
    if (!error.code.startsWith('import/') || error.remedy === '') throw new Error(`${error.code} is no answer to a damaged file`)
  })
}
