// Calls of the page about data sets.
import { z } from 'zod'
import { augmentationSchema } from '../data/augmentation'
import { datasetIdSchema } from '../data/datasets'
import type { NearDuplicates } from '../data/near-duplicates'
import { splitSchema } from '../runs/evaluation'

/** One image of a data set. */
export interface SampleImage {
  /** Values 0..255, channel by channel, row by row: grey, or red, green and blue. */
  readonly pixels: Uint8Array
  readonly channels: number
  readonly height: number
  readonly width: number
  readonly label: number
}

export const dataCallSchemas = {
  samples: z.tuple([datasetIdSchema, z.int().min(1).max(64), augmentationSchema]),
  splitImages: z.tuple([datasetIdSchema, splitSchema, z.array(z.int().nonnegative()).max(500)]),
  nearDuplicates: z.tuple([datasetIdSchema]),
}

export interface DataResults {
  /** The first training images of a data set, as an augmentation might change them. */
  samples: readonly SampleImage[]
  /** Images of a split by their index, as they are. */
  splitImages: readonly SampleImage[]
  /** Images that look alike; `near-duplicates-progress` events tell how far the search is, unless its result is known. */
  nearDuplicates: NearDuplicates
}
