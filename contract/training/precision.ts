// The numbers that training computes with: float32 throughout, or float16 where it is faster.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const precisionNames = ['float32', 'mixed'] as const
export const precisionSchema = z.enum(precisionNames, phrase('must be float32 or mixed'))
/** `mixed`: products and what lies between them in float16, parameters, sums and the loss in float32, with loss scaling. */
export type PrecisionName = z.infer<typeof precisionSchema>
