// What can be imported as a data set: kinds of sources, how an import is done, and the preview that is shown before.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { oneLine } from '../one-line'

/** Kinds of sources, in the words of the window and of messages. */
export const sourceKinds = {
  idx: phrase('IDX files, as of MNIST'),
  cifar: phrase('CIFAR batches'),
  numpy: phrase('NumPy arrays'),
  folder: phrase('a folder of images for each class'),
  archive: phrase('an archive of a folder of images for each class'),
  csv: phrase('images with a table of labels'),
} as const
export type SourceKind = keyof typeof sourceKinds
export const sourceKindSchema = z.enum(Object.keys(sourceKinds) as [SourceKind, ...SourceKind[]])

/** How images whose form is another than that of the set get it. */
export const fits = ['crop', 'pad', 'stretch'] as const
export type Fit = (typeof fits)[number]

/** The ways in which arrays hold images: N images, H rows, W columns, C channels. */
export const arrayLayouts = ['NHWC', 'NCHW', 'NHW'] as const
export type ArrayLayout = (typeof arrayLayouts)[number]

/** Largest edge of imported images, in pixels. */
export const largestImportedEdge = 512

const edgeSchema = z.int(phrase('must be a whole number of pixels')).min(1, phrase('must be at least 1 pixel')).max(largestImportedEdge, phrase('must be at most {max} pixels', { max: largestImportedEdge }))

/** How an import is done. What is null is taken as it is found in the source. */
export const importOptionsSchema = z.strictObject({
  /** Title of the set, on one line; null: as the source is called. */
  name: z.string().transform(oneLine).pipe(z.string().min(1, phrase('must not be empty')).max(100, phrase('must have at most {most} characters', { most: 100 }))).nullable(),
  /** The form of all images; null: that of the source, where all its images have one. */
  size: z.strictObject({ height: edgeSchema, width: edgeSchema }).nullable(),
  /** `crop`: scaled until it covers, the middle kept; `pad`: scaled until it fits, black around; `stretch`: each side scaled on its own. */
  fit: z.enum(fits),
  /** 1: grey; 3: red, green and blue; null: as the source has them, of image files colour unless all are grey. */
  channels: z.union([z.literal(1), z.literal(3)]).nullable(),
  /**
   * Which images test: those that the source has for it; a share of each class, drawn by the seed; for a source whose parts are named otherwise, the part of that name.
   * Null: the source's own where it has them, else a share.
   */
  test: z.union([z.literal('own'), z.literal('share'), z.strictObject({ part: z.string() })]).nullable(),
  /** Share of each class that tests, where there are no test images. */
  testShare: z.number().gt(0, phrase('must be greater than {above}', { above: 0 })).lt(1, phrase('must be less than {below}', { below: 1 })),
  seed: z.int().min(0).max(2 ** 32 - 1),
  /** What becomes of the import when an image cannot be read. */
  unreadable: z.enum(['leave-out', 'stop']),
  /** IDX only: whether rows and columns change places, as images of EMNIST ask for; null: found out by the files' names. */
  transposed: z.boolean().nullable(),
  /** CIFAR-100 only. */
  labels: z.enum(['fine', 'coarse']),
  /** NumPy only: which arrays hold what, and how; null: found out by their names and shapes. */
  arrays: z
    .strictObject({ trainImages: z.string(), trainLabels: z.string(), testImages: z.string().nullable(), testLabels: z.string().nullable() })
    .nullable(),
  layout: z.enum(arrayLayouts).nullable(),
  /** Float arrays only: what stands for white; null: 1 where no value is greater, else 255. */
  white: z.union([z.literal(1), z.literal(255)]).nullable(),
  /** Table of labels only: the columns of image paths, labels and parts, by name or by number from 1; null: found out. */
  columns: z.strictObject({ image: z.string(), label: z.string(), part: z.string().nullable() }).nullable(),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>

export const defaultImportOptions: ImportOptions = {
  ...{ name: null, size: null, fit: 'crop', channels: null, test: null, testShare: 0.1, seed: 0, unreadable: 'leave-out' },
  ...{ transposed: null, labels: 'fine', arrays: null, layout: null, white: null, columns: null },
}

/** Something of a source that does not become an image of the set, and why, as the end of a sentence. */
export const leftOutSchema = z.strictObject({ name: z.string(), reason: z.string() })
export type LeftOut = z.infer<typeof leftOutSchema>

const bytesSchema = z.instanceof(Uint8Array<ArrayBuffer>)
const countSchema = z.int().nonnegative()

/** An image of a preview, as it would be stored. */
export const previewImageSchema = z.strictObject({
  name: z.string(),
  label: countSchema,
  channels: z.int().positive(),
  height: z.int().positive(),
  width: z.int().positive(),
  /** uint8, channel by channel, row by row. */
  pixels: bytesSchema,
})
export type PreviewImage = z.infer<typeof previewImageSchema>

/** What a source holds, as far as it is known before it is imported, and what an import with these options would make of it. */
export const sourcePreviewSchema = z.strictObject({
  kind: sourceKindSchema,
  /** What it is, in a few words: `CIFAR-100, Python version`, `folders of images, laid out as ImageNet`. */
  title: z.string(),
  /** The options as they would be used: what was null is filled in wherever the source tells it. */
  options: importOptionsSchema,
  classes: z.array(z.string()),
  /** Images by part of the source and class, without those that are known to be unreadable; the parts are `train`, `validation`, `test`, or the source's own names; one part `all` where it has none. */
  parts: z.array(z.strictObject({ name: z.string(), counts: z.array(countSchema) })),
  /** The form that images would have; null: the user must choose one, as the originals differ. */
  shape: z.strictObject({ channels: z.int().positive(), height: z.int().positive(), width: z.int().positive() }).nullable(),
  /** Sizes of the first originals, the most frequent first; empty: they all have the form of the set. */
  originals: z.array(z.strictObject({ width: z.int().positive(), height: z.int().positive(), images: countSchema })),
  /** The first images, as they would be stored: some of each class, 32 at most. */
  images: z.array(previewImageSchema),
  /** What would be left out, as far as it is known; the first of it. */
  leftOut: z.strictObject({ count: countSchema, first: z.array(leftOutSchema) }),
  /** Bytes that the set would take on the disk; null where its form is not known. */
  bytes: z.number().nonnegative().nullable(),
  /** What a user should know before the import, in sentences, e.g. that two folders differ only in capitals. */
  notes: z.array(z.string()),
})
export type SourcePreview = z.infer<typeof sourcePreviewSchema>
