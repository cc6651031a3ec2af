// Question: what does the score of a class depend on in one image? Answered with a map over the image, by one of several methods.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { bytesSchema } from '../../inspection/bytes'
import { explanationSchema, explanationWantedSchema } from '../../inspection/explanation'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const explain = question({
  doing: phrase('explaining an answer'),
  remedy: phrase('Try again with fewer samples or steps.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** [channels, height, width] of the data set, 0..255. */
    pixels: bytesSchema,
    ...explanationWantedSchema.shape,
  }),
  answer: explanationSchema,
})
