// Corrections of labels: what a user says that an image shows, kept beside the data set and never in it.
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'

/** Longest note of a correction. */
export const maxNoteLength = 500

export const labelCorrectionSchema = z.strictObject({
  /** Fingerprint of the data set whose image it is. */
  dataset: z.string(),
  split: splitSchema,
  /** Index of the image in the split. */
  image: z.int().nonnegative(),
  /** The class that the user sees. */
  label: z.int().nonnegative(),
  note: z.string().max(maxNoteLength),
  /** ISO 8601, UTC. */
  correctedAt: z.string(),
})
export type LabelCorrection = z.infer<typeof labelCorrectionSchema>
