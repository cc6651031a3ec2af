// Evaluations: what a checkpoint answers for every image of a split, stored beside the run's checkpoints.
import { z } from 'zod'
import { datasetIdSchema } from '../data/datasets'
import { deviceNameSchema } from '../devices/devices'
import { preprocessingSchema } from '../training/run-spec'
import { checkpointInfoSchema, checkpointsFolder, type CheckpointInfo } from './checkpoints'

/** Parts of a data set. A set need not have images for validation. */
export const splits = ['train', 'validation', 'test'] as const
export const splitSchema = z.enum(splits)
export type Split = z.infer<typeof splitSchema>

/**
 * What a network is shown of each image: the image as in training, its mirror image too, or ten parts of it. The probabilities of several views are averaged.
 * `ten-crop` is A. Krizhevsky et al., "ImageNet Classification with Deep Convolutional Neural Networks", 2012, section 4.1.
 */
export const viewNames = ['single', 'flip', 'ten-crop'] as const
export const viewsSchema = z.enum(viewNames)
export type Views = z.infer<typeof viewsSchema>

/** How many views there are of each image. */
export const viewCounts: Readonly<Record<Views, number>> = { single: 1, flip: 2, 'ten-crop': 10 }

/** Share of height and width that each of ten crops takes: that of the run's own crop, or of AlexNet's 224 of 256 pixels where it takes the whole image. */
export const viewsCrop = (centreCrop: number): number => (centreCrop < 1 ? centreCrop : 0.875)

/** Element type of stored probabilities: float16 where float32 would take more than {@link largestFloat32}. */
export const probabilityTypeSchema = z.enum(['float32', 'float16'])
export type ProbabilityType = z.infer<typeof probabilityTypeSchema>

/** Bytes of probabilities up to which they are stored as float32. 10,000 images of 10 classes take 400 kB, a million of 1,000 classes 4 GB. */
export const largestFloat32 = 64e6

export function probabilityType(images: number, classes: number): ProbabilityType {
  return 4 * images * classes <= largestFloat32 ? 'float32' : 'float16'
}

/** Everything about a stored evaluation but the images' own figures: facts of its manifest. */
export const evaluationFactsSchema = z.strictObject({
  /** Id of the run. */
  run: z.string(),
  checkpoint: checkpointInfoSchema,
  /** SHA-256 of the checkpoint's file of parameters. */
  parametersSha256: z.string(),
  split: splitSchema,
  /** Manifests of before there was a choice lack it. */
  views: viewsSchema.default('single'),
  dataset: z.strictObject({
    id: datasetIdSchema,
    /** Changes with any image, label or class of the whole data set. */
    fingerprint: z.string(),
    classes: z.int().positive(),
    /** Only the first so many images of the split were evaluated; null: all. */
    limit: z.int().positive().nullable(),
    /** Where they are not all images of the split up to the limit: in which split of the set they lie, and the SHA-256 of their indices there. */
    chosen: z.strictObject({ within: splitSchema, sha256: z.string() }).optional(),
  }),
  /** Images evaluated. */
  images: z.int().positive(),
  /** Earlier manifests have height and width alone. */
  preprocessing: preprocessingSchema,
  device: deviceNameSchema,
  /** Threads of the CPU. */
  threads: z.int().positive(),
  versions: z.strictObject({ cnnLab: z.string(), onnxRuntime: z.string() }),
  probabilities: probabilityTypeSchema,
  /** Mean loss. */
  loss: z.number(),
  /** Share of images whose class is the answer, 0..1. */
  accuracy: z.number().min(0).max(1),
  /** ISO 8601, UTC. */
  evaluatedAt: z.string(),
})
export type EvaluationFacts = z.infer<typeof evaluationFactsSchema>

/** Whether an evaluation is one that runs are reported and compared by: of the test images, each seen as in training without augmentation. */
export const isPlainTest = ({ split, views }: Pick<EvaluationFacts, 'split' | 'views'>): boolean => split === 'test' && views === 'single'
/** The split of the data set in which the evaluated images lie: images for validation may be some of its training images. */
export function splitOfImages({ split, dataset: { chosen } }: Pick<EvaluationFacts, 'split' | 'dataset'>): Split {
  return chosen?.within ?? split
}

/** The folder of a run's evaluations, relative to the run's own folder. */
export const evaluationsFolder = 'evaluations'

/** The name of an evaluation among those of its run, e.g. `step-000000469-epoch-1-test` or `...-test-flip`: it follows from the checkpoint, the split and the views. */
export function evaluationName({ folder }: CheckpointInfo, split: Split, views: Views = 'single'): string {
  return `${folder.slice(checkpointsFolder.length + 1)}-${split}${views === 'single' ? '' : `-${views}`}`
}

/** The form of such a name; with a name of this form no path leaves the folder of evaluations. */
export const evaluationNameSchema = z.string().regex(/^step-\d{9,15}-epoch-\d{1,9}-(train|validation|test)(-flip|-ten-crop)?$/)
