// The image that a network is asked about: one of its data set, or one of the user's that was brought into the form of that set.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { splitSchema } from '../runs/evaluation'
import { bytesSchema } from './bytes'

/** Most bytes of an image in the form of a data set. */
const mostBytes = 4096 * 4096 * 3

export const inspectedImageSchema = z.discriminatedUnion('from', [
  /** Number of the image in its split, from 0. */
  z.strictObject({ from: z.literal('dataset'), split: splitSchema, index: z.int().nonnegative() }),
  /** [channels, height, width] of the data set, 0..255. */
  z.strictObject({ from: z.literal('pixels'), pixels: bytesSchema.refine(({ length }) => length <= mostBytes, phrase('is too large')) }),
])
export type InspectedImage = z.infer<typeof inspectedImageSchema>

/** The images that sums and rankings go over: the first so many of those that the run of the network means by a split. */
export const imageSampleSchema = z.strictObject({ split: splitSchema, images: z.int().min(1).max(1_000_000) })
export type ImageSample = z.infer<typeof imageSampleSchema>
