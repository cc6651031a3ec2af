// Calls of the page about data sets.
import { z } from 'zod'
import { augmentationSchema } from '../data/augmentation'
import type { DatasetFacts } from '../data/dataset-facts'
import { datasetIdSchema } from '../data/datasets'
import type { NearDuplicates } from '../data/near-duplicates'
import { largestImportedEdge } from '../data/import-source'
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

/** Most images of one call for pixels. */
export const mostPixelImages = 4096

const indicesSchema = z.custom<Uint32Array>((value) => value instanceof Uint32Array && value.length <= mostPixelImages, `must be at most ${mostPixelImages} numbers of images`)

export const dataCallSchemas = {
  samples: z.tuple([datasetIdSchema, z.int().min(1).max(64), augmentationSchema]),
  splitImages: z.tuple([datasetIdSchema, splitSchema, z.array(z.int().nonnegative()).max(500)]),
  nearDuplicates: z.tuple([datasetIdSchema]),
  datasetFacts: z.tuple([datasetIdSchema]),
  splitLabels: z.tuple([datasetIdSchema, splitSchema]),
  imagePixels: z.tuple([datasetIdSchema, splitSchema, indicesSchema, z.int().min(1).max(largestImportedEdge)]),
  imageNames: z.tuple([datasetIdSchema, splitSchema, indicesSchema]),
}

export interface DataResults {
  /** The first training images of a data set, as an augmentation might change them. */
  samples: readonly SampleImage[]
  /** Images of a split by their index, as they are. */
  splitImages: readonly SampleImage[]
  /** Images that look alike; `near-duplicates-progress` events tell how far the search is, unless its result is known. */
  nearDuplicates: NearDuplicates
  datasetFacts: DatasetFacts
  /** The class of every image of a split, in its order. */
  splitLabels: Uint8Array | Uint16Array
  /**
   * Pixels of images of a split, one image after another, each [channels, height, width], made smaller where their longer edge is twice the given one or more:
   * `thumbnailSize` tells their size.
   */
  imagePixels: Uint8Array
  /** Where images came from: paths within the source of the import; null where the set has none. */
  imageNames: readonly string[] | null
}
