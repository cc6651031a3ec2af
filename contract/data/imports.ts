// What the lab tells of sources, imports and removals.
import { z } from 'zod'
import { datasetIdSchema, datasetInfoSchema, type DatasetId } from './datasets'
import { leftOutSchema } from './import-source'

/** A source that the user has dropped or chosen. */
export interface OfferedSource {
  /** Names it in further calls. */
  readonly token: string
  /** What it is called where it lies, e.g. `flowers.zip`; of several files, the first and how many more. */
  readonly name: string
}

/** What a known set is called and told of, in place of what an import makes up. */
export const knownSetSchema = z.strictObject({
  id: datasetIdSchema,
  ...datasetInfoSchema.pick({ title: true, description: true, licence: true, source: true }).shape,
  /** Names of classes by those that the source has for them; null: they keep theirs. */
  classes: z.record(z.string(), z.string()).nullable(),
})
export type KnownSet = z.infer<typeof knownSetSchema>

/** What an import has made. */
export const importedDatasetSchema = z.strictObject({
  id: datasetIdSchema,
  /** Whether the set is new; false: the lab had a set of the same images, labels and classes, and nothing was added. */
  isNew: z.boolean(),
  /** Images of the set, all splits together. */
  images: z.int().nonnegative(),
  leftOut: z.strictObject({ count: z.int().nonnegative(), first: z.array(leftOutSchema) }),
})
export type ImportedDataset = z.infer<typeof importedDatasetSchema>

/** What an import does: it looks the source through, decodes and stores its images, then checks the whole and waits for the disk. */
export const importPhases = ['opening', 'images', 'finishing'] as const
export type ImportPhase = (typeof importPhases)[number]

export const importProgressSchema = z.strictObject({
  phase: z.enum(importPhases),
  /** Images that are done; 0 in the phase `opening`. */
  done: z.int().nonnegative(),
  /** Images of the source; 0 while they are not counted yet. */
  total: z.int().nonnegative(),
  /** Until the end of the phase `images`; null where it cannot be told yet. */
  secondsLeft: z.number().nonnegative().nullable(),
})
export type ImportProgress = z.infer<typeof importProgressSchema>

/** What refers to a data set. */
export interface DatasetUses {
  /** Runs that were trained on it, train or wait; deleted ones that can be put back count, too. */
  readonly runs: number
  /** The newest of them, at most ten. */
  readonly newest: readonly { readonly id: string; readonly title: string }[]
  /** Sweeps over runs on it, those of experiments too. */
  readonly sweeps: number
}

export interface RemovedDataset {
  readonly id: DatasetId
  /** Whether its facts stay, as something refers to it. */
  readonly factsStay: boolean
  /** Bytes on the disk that are free once it is deleted for good. */
  readonly bytes: number
}
