// The work of a training step as the engine compiles it: its operators with their arithmetic and traffic, fast convolutions as the products that they become.
import { z } from 'zod'

export const operatorWorkSchema = z.strictObject({
  kind: z.enum(['convolution', 'other']),
  flops: z.number().nonnegative(),
  /** Bytes of what it reads and writes. */
  bytes: z.number().nonnegative(),
  /** How often it is done in a step. */
  times: z.int().positive(),
})
export type OperatorWork = z.infer<typeof operatorWorkSchema>

/** Null on a device whose steps are not one program. */
export const stepWorkSchema = z.array(operatorWorkSchema).nullable()
