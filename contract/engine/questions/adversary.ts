// Question: how large a step against the gradient's sign changes a network's answer to one image?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { adversarySchema } from '../../inspection/adversary'
import { bytesSchema } from '../../inspection/bytes'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const adversary = question({
  doing: phrase('searching the step that changes an answer'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** [channels, height, width] of the data set, 0..255. */
    pixels: bytesSchema,
  }),
  answer: adversarySchema,
})
