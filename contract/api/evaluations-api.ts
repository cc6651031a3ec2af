// Calls of the page about evaluations: make one, its figures, its images page by page, and corrections of labels.
import { z } from 'zod'
import { maxNoteLength, type LabelCorrection } from '../data/label-correction'
import type { CheckpointInfo } from '../runs/checkpoints'
import { evaluationNameSchema, splitSchema, viewsSchema, type EvaluationFacts } from '../runs/evaluation'
import type { Calibration, ClassFigures, Confusion, ConfusionMatrix, Estimate, MacroFigures } from '../runs/evaluation-figures'
import { runSettings } from '../training/settings/run-settings'
import { runIdSchema } from './runs-api'

/** A checkpoint of a run: its last one, that of the epoch with the lowest loss on the images that judge epochs, or that of an epoch. Only some are kept. */
export const checkpointChoiceSchema = z.union([z.enum(['best', 'last']), z.int().min(1).max(runSettings.epochs.max)])
export type CheckpointChoice = z.infer<typeof checkpointChoiceSchema>

/** A stored evaluation. */
export const evaluationRefSchema = z.strictObject({ runId: runIdSchema, name: evaluationNameSchema })
export type EvaluationRef = z.infer<typeof evaluationRefSchema>

/** How an evaluation is looked at. */
export const evaluationViewSchema = z.strictObject({
  /** Whether the user's corrections stand in for labels of the data set. */
  corrected: z.boolean(),
})
export type EvaluationView = z.infer<typeof evaluationViewSchema>

/** Most images of a page. */
const largestPage = 500

/** Classes have at most five digits. */
const classSchema = z.int().min(0).max(65_535)

/** Which images of an evaluation, and in which order. A cell of the confusion matrix names label and prediction. */
export const imageQuerySchema = z.strictObject({
  /** `confidence`: the most confident first; with `answers: 'wrong'` the most confident mistakes. `loss`: the highest first. */
  order: z.enum(['index', 'loss', 'confidence']),
  answers: z.enum(['all', 'right', 'wrong']),
  /** Only images of this class; null: of all. */
  label: classSchema.nullable(),
  /** Only images that were taken for this class; null: for any. */
  prediction: classSchema.nullable(),
  /** Images to pass over, and the most to return. */
  offset: z.int().nonnegative(),
  count: z.int().min(1).max(largestPage),
})
export type ImageQuery = z.infer<typeof imageQuerySchema>

export interface StoredEvaluation extends EvaluationRef {
  readonly facts: EvaluationFacts
}

export interface TopKAccuracy {
  readonly k: number
  readonly accuracy: Estimate
}

/** Everything about an evaluation that does not grow with its images, but for the confusion matrix. */
export interface EvaluationSummary extends StoredEvaluation {
  /** Images whose label a correction replaces; 0 where corrections are left out. */
  readonly corrections: number
  /** Mean loss. */
  readonly loss: number
  readonly correct: number
  readonly accuracy: Estimate
  /** For k = 3 and 5, as far as there are more classes. */
  readonly topK: readonly TopKAccuracy[]
  readonly macro: MacroFigures
  /** By class, in the order of the data set. */
  readonly perClass: readonly ClassFigures[]
  readonly calibration: Calibration
  /** The pairs of classes that are confused most, the most frequent first. */
  readonly mostConfused: readonly Confusion[]
}

/** An image with what the network answers. */
export interface EvaluatedImage {
  /** In the split of the data set in which it lies: see `splitOfImages`. */
  readonly index: number
  /** Its class: the user's correction where there is one that is looked at, else the data set's. */
  readonly label: number
  readonly prediction: number
  /** Probability of the prediction. */
  readonly confidence: number
  readonly loss: number
  /** How many classes stand before its own; 0: the answer is right. */
  readonly rank: number
  /** Whether a correction stands in for the label. */
  readonly isCorrected: boolean
}

export interface EvaluatedImages {
  /** Images that the query finds, on all pages. */
  readonly total: number
  readonly images: readonly EvaluatedImage[]
}

/** What a checkpoint answers, for every image in the order of the split: two evaluations of the same images can be paired. */
export interface EvaluationAnswers {
  /** The classes of the images: the user's corrections where they are looked at, else the data set's. */
  readonly labels: Uint16Array
  readonly predictions: Uint16Array
  /** Indices of the images in the split in which they lie; null: they are its first ones. */
  readonly images: Uint32Array | null
}

export const evaluationsCallSchemas = {
  keptCheckpoints: z.tuple([runIdSchema]),
  evaluate: z.tuple([runIdSchema, checkpointChoiceSchema, splitSchema, viewsSchema]),
  cancelEvaluation: z.tuple([evaluationRefSchema]),
  evaluations: z.tuple([runIdSchema]),
  evaluationSummary: z.tuple([evaluationRefSchema, evaluationViewSchema]),
  confusionMatrix: z.tuple([evaluationRefSchema, evaluationViewSchema]),
  evaluatedImages: z.tuple([evaluationRefSchema, evaluationViewSchema, imageQuerySchema]),
  classProbabilities: z.tuple([evaluationRefSchema, z.int().nonnegative()]),
  evaluationAnswers: z.tuple([evaluationRefSchema, evaluationViewSchema]),
  imageLosses: z.tuple([evaluationRefSchema]),
  labelCorrections: z.tuple([evaluationRefSchema]),
  correctLabel: z.tuple([evaluationRefSchema, z.int().nonnegative(), classSchema, z.string().max(maxNoteLength)]),
  clearCorrection: z.tuple([evaluationRefSchema, z.int().nonnegative()]),
}

export interface EvaluationsResults {
  /** The checkpoints of a run that can be evaluated, the newest first. */
  keptCheckpoints: readonly CheckpointInfo[]
  /** Evaluates a checkpoint on a split by some views of each image, or finds the evaluation that is stored already. */
  evaluate: StoredEvaluation
  /** Ends an evaluation that is being made, which leaves nothing behind; whether there was one. */
  cancelEvaluation: boolean
  /** Every stored evaluation of a run, that of the latest step first. */
  evaluations: readonly StoredEvaluation[]
  evaluationSummary: EvaluationSummary
  confusionMatrix: ConfusionMatrix
  /** A page of images. */
  evaluatedImages: EvaluatedImages
  /** Probabilities of all classes for one image. */
  classProbabilities: Float32Array
  evaluationAnswers: EvaluationAnswers
  /** The loss of each image by its index in the split in which it lies, under the label of the data set; NaN where it was not evaluated. */
  imageLosses: Float32Array
  /** The corrections of the split in which the evaluation's images lie, by image. */
  labelCorrections: readonly LabelCorrection[]
  /** Corrects the label of an image for every evaluation of the same data set; a correction that names the data set's own label is kept as well. */
  correctLabel: LabelCorrection
  /** Takes a correction back; whether there was one. */
  clearCorrection: boolean
}
