// Summary of the gradients that were written for one batch.
import { z } from 'zod'

export const gradientSummarySchema = z.strictObject({
  /** Mean cross-entropy over the batch. */
  loss: z.number(),
  /** Images of the batch. */
  images: z.int().positive(),
  /** Names of the tensors that were written, as the file calls its weights. */
  parameters: z.array(z.string()),
  /** Where the network that was read differs from the file, one sentence each. */
  notes: z.array(z.string()),
})

export type GradientSummary = z.infer<typeof gradientSummarySchema>
