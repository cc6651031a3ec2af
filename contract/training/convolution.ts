// How convolutions are computed in training: by the fastest algorithm, or term by term.
import { phrase } from '@language/phrase'
import { z } from 'zod'

export const convolutionNames = ['fast', 'direct'] as const
export const convolutionSchema = z.enum(convolutionNames, phrase('must be fast or direct'))
/**
 * `fast`: by Fourier or Winograd transforms where they are cheaper, which round differently. `direct`: as the sum that a convolution is
 * defined as, so that equal pixels give equal results to the last bit.
 */
export type ConvolutionName = z.infer<typeof convolutionSchema>
