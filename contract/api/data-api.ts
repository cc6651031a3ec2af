// Calls of the page about data sets.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { augmentationSchema } from '../data/augmentation'
import type { DatasetFacts } from '../data/dataset-facts'
import { datasetIdSchema } from '../data/datasets'
import { maxNoteLength, type LabelCorrection } from '../data/label-correction'
import type { NearDuplicates } from '../data/near-duplicates'
import { largestImportedEdge } from '../data/import-source'
import { networkInputsWantedSchema, type NetworkInputs } from '../data/network-inputs'
import type { RunImages } from '../data/run-images'
import { splitSchema } from '../runs/evaluation'
import { runSpecSchema } from '../training/run-spec'

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

const indicesSchema = z.custom<Uint32Array>((value) => value instanceof Uint32Array && value.length <= mostPixelImages, phrase('must be at most {most} numbers of images', { most: mostPixelImages }))

export const dataCallSchemas = {
  samples: z.tuple([datasetIdSchema, z.int().min(1).max(64), augmentationSchema]),
  splitImages: z.tuple([datasetIdSchema, splitSchema, z.array(z.int().nonnegative()).max(500)]),
  nearDuplicates: z.tuple([datasetIdSchema]),
  datasetFacts: z.tuple([datasetIdSchema]),
  splitLabels: z.tuple([datasetIdSchema, splitSchema]),
  imagePixels: z.tuple([datasetIdSchema, splitSchema, indicesSchema, z.int().min(1).max(largestImportedEdge)]),
  imageNames: z.tuple([datasetIdSchema, splitSchema, indicesSchema]),
  imageCorrections: z.tuple([datasetIdSchema, splitSchema]),
  correctImage: z.tuple([datasetIdSchema, splitSchema, z.int().nonnegative(), z.strictObject({ label: z.int().min(0).max(65_535), note: z.string().max(maxNoteLength) }).nullable()]),
  networkInputs: z.tuple([runSpecSchema, networkInputsWantedSchema]),
  runImages: z.tuple([runSpecSchema, splitSchema]),
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
  /** The corrections of labels of a split, by image. */
  imageCorrections: readonly LabelCorrection[]
  /** Corrects the label of an image for every evaluation of the set; null: takes the correction back. Whether anything has changed. */
  correctImage: boolean
  /** What the network of a run of this spec is fed of an image, by the drawing and the program of training itself. */
  networkInputs: NetworkInputs
  /** Which images a run of a spec means by a split. */
  runImages: RunImages
}
