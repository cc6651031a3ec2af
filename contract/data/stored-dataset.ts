// A data set that the lab keeps after an import: its manifest, and the names of its files.
import { z } from 'zod'
import { datasetInfoSchema } from './datasets'
import { importOptionsSchema, leftOutSchema, sourceKindSchema } from './import-source'

export const storedDatasetVersion = 1

/** Files of a stored set beside its manifest. Splits follow one another in the order train, validation, test. */
export const storedDatasetFiles = {
  /** uint8 [images, channels, height, width]. */
  images: 'images.bin',
  /** uint16, little-endian, [images]. */
  labels: 'labels.bin',
  /** Where each image came from: paths within the source in UTF-8, one after another without separators. */
  names: 'names.bin',
  /** Where each name ends in that file, in bytes: uint32, little-endian, [images]. Names of more than 4 GB are refused. */
  nameEnds: 'name-ends.bin',
} as const

/** Most entries of lists in a manifest: sizes of originals, images that were left out. */
export const mostListed = 1000

const countSchema = z.int().nonnegative()
const bySplit = { train: z.array(countSchema), validation: z.array(countSchema), test: z.array(countSchema) }

export const storedDatasetSchema = z.object({
  version: z.literal(storedDatasetVersion),
  info: datasetInfoSchema,
  /** SHA-256 over the images' form, the classes, all pixels and all labels; see `main/data/fingerprint.ts`. */
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
  source: z.strictObject({ kind: sourceKindSchema, /** As the user named it: a path, or an address. */ name: z.string() }),
  options: importOptionsSchema,
  /** What decoded the images, e.g. `@napi-rs/image 1.15.0`; null: they came as arrays. */
  decoder: z.string().nullable(),
  /** Images of each class, by split. */
  counts: z.strictObject(bySplit),
  /** Sizes of the originals, the most frequent first. */
  originals: z.array(z.strictObject({ width: z.int().positive(), height: z.int().positive(), images: countSchema })),
  leftOut: z.strictObject({ count: countSchema, first: z.array(leftOutSchema) }),
  /** ISO 8601, UTC. */
  importedAt: z.string(),
  /** When the user removed its images; the facts stay for the runs that were trained on it. Null: the images are there. */
  removedAt: z.string().nullable(),
})
export type StoredDataset = z.infer<typeof storedDatasetSchema>
