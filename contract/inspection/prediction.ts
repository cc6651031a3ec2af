// What a network answers for images: the probability of every class.
import { z } from 'zod'

export const predictionsSchema = z.strictObject({
  /** [images, classes], rows sum to 1. */
  probabilities: z.instanceof(Float32Array),
  /** [images, classes]; what the softmax is taken of. */
  logits: z.instanceof(Float32Array),
})
export type Predictions = z.infer<typeof predictionsSchema>
