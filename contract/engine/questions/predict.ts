// Question: what does a network answer for some images? Answered with the probability and the logit of every class.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { bytesSchema } from '../../inspection/bytes'
import { predictionsSchema } from '../../inspection/prediction'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const predict = question({
  doing: phrase('asking the network about images'),
  remedy: phrase('Try again with fewer images.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** [images, channels, height, width] of the data set, 0..255. */
    images: bytesSchema,
  }),
  answer: predictionsSchema,
})
