// Data sets as every process knows them: by an id, and by facts that are the set's own.
import { z } from 'zod'

/** The id of a data set: `fashion-mnist`, or that of a user's own set. Only the lab knows which sets exist. */
export const datasetIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'must be small letters, digits and hyphens')
export type DatasetId = z.infer<typeof datasetIdSchema>

/** The set that forms and commands begin with. */
export const defaultDatasetId: DatasetId = 'fashion-mnist'

export interface DatasetInfo {
  readonly id: DatasetId
  readonly title: string
  readonly description: string
  readonly licence: string
  readonly source: string
  readonly trainImages: number
  readonly testImages: number
  /** Pixels. */
  readonly height: number
  readonly width: number
  readonly channels: number
  /** Class names by label, e.g. `T-shirt/top`; at most 65,536. */
  readonly classes: readonly string[]
}
