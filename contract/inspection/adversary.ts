// The smallest step against the gradient's sign that changes a network's answer (FGSM, Goodfellow et al. 2015).
import { z } from 'zod'

/** The largest step, in 1/255 of the range of pixels. */
export const largestStep = 64

export const adversarySchema = z.strictObject({
  /** The class that the step leads away from: the network's answer for the image as it is. */
  class: z.int().nonnegative(),
  /** [channels, height, width] of the data set: sign of the gradient of that class's loss by each pixel: -1, 0 or 1. */
  signs: z.instanceof(Int8Array),
  /** [largestStep + 1, classes]: probabilities after a step of 0, 1, 2, ... times 1/255; pixels stay in 0..255. */
  probabilities: z.instanceof(Float32Array),
  /** The first step whose answer is another class; null: none up to the largest. */
  smallest: z.int().positive().nullable(),
})
export type Adversary = z.infer<typeof adversarySchema>
