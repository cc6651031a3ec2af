// What a network is fed of an image: after augmentation and preprocessing, as the program of training computes it.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'

/** Most epochs that are asked about at once. */
export const mostInputEpochs = 16

export const networkInputsWantedSchema = z.strictObject({
  split: splitSchema,
  /** Of the image in its split. */
  index: z.int().nonnegative(),
  /** Counted from 0. Of an image that is not trained on all epochs are alike, so that one is enough. */
  epochs: z.array(z.int().nonnegative()).min(1).max(mostInputEpochs),
})
export type NetworkInputsWanted = z.infer<typeof networkInputsWantedSchema>

/** What a run does with an image: trains on it, judges epochs by it, leaves it out, or tests on it. */
export const imageRoles = ['train', 'validation', 'left-out', 'test'] as const

export const networkInputsSchema = z.strictObject({
  role: z.enum(imageRoles),
  /** [inputs, channels, height, width]; one input for each epoch where the run trains on the image, else one. */
  values: z.custom<Float32Array>((value) => value instanceof Float32Array, phrase('must be numbers')),
  shape: z.tuple([z.int().positive(), z.int().positive(), z.int().positive(), z.int().positive()]),
  /** Smallest and largest value that any pixel can have, by the normalisation: what is drawn black and white. */
  range: z.strictObject({ least: z.number(), most: z.number() }),
})
export type NetworkInputs = z.infer<typeof networkInputsSchema>
