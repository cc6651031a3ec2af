// Data sets that the lab fetches by name from where they are published.
import { z } from 'zod'
import { datasetIdSchema, type DatasetId } from './datasets'

/** What a user should know of such a set before it is fetched. */
export interface KnownDatasetInfo {
  /** Its name, and the id of the set once it is in the lab. */
  readonly id: DatasetId
  readonly title: string
  readonly description: string
  readonly licence: string
  readonly source: string
  /** Where its files come from. */
  readonly files: readonly { readonly name: string; readonly address: string; readonly bytes: number }[]
  /** Bytes that are left to download. */
  readonly bytesLeft: number
  /** Bytes that the set takes once it is imported. */
  readonly importedBytes: number
  /** Whether the lab has it, with its images. */
  readonly isHere: boolean
}

export const downloadProgressSchema = z.strictObject({
  dataset: datasetIdSchema,
  /** Bytes of all files of the set that are there, of all. */
  done: z.number().nonnegative(),
  total: z.number().positive(),
  /** Null where it cannot be told yet. */
  secondsLeft: z.number().nonnegative().nullable(),
})
export type DownloadProgress = z.infer<typeof downloadProgressSchema>
