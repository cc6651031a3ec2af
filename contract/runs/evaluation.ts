// Evaluations: what a checkpoint answers for every image of a split, stored beside the run's checkpoints.
import { z } from 'zod'
import { datasetIdSchema } from '../data/datasets'
import { deviceNameSchema } from '../devices/devices'
import { checkpointInfoSchema, checkpointsFolder, type CheckpointInfo } from './checkpoints'

/** Parts of a data set. A set need not have images for validation. */
export const splits = ['train', 'validation', 'test'] as const
export const splitSchema = z.enum(splits)
export type Split = z.infer<typeof splitSchema>

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
  dataset: z.strictObject({
    id: datasetIdSchema,
    /** Changes with any image, label or class of the whole data set. */
    fingerprint: z.string(),
    classes: z.int().positive(),
    /** Only the first so many images of the split were evaluated; null: all. */
    limit: z.int().positive().nullable(),
  }),
  /** Images evaluated. */
  images: z.int().positive(),
  preprocessing: z.strictObject({ height: z.int().positive(), width: z.int().positive() }),
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

/** The folder of a run's evaluations, relative to the run's own folder. */
export const evaluationsFolder = 'evaluations'

/** The name of an evaluation among those of its run, e.g. `step-000000469-epoch-1-test`: it follows from the checkpoint and the split. */
export function evaluationName({ folder }: CheckpointInfo, split: Split): string {
  return `${folder.slice(checkpointsFolder.length + 1)}-${split}`
}

/** The form of such a name; with a name of this form no path leaves the folder of evaluations. */
export const evaluationNameSchema = z.string().regex(/^step-\d{9,15}-epoch-\d{1,9}-(train|validation|test)$/)
