// Question: what does the last hidden layer of a network hold for some images that are given by their pixels?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { bytesSchema } from '../../inspection/bytes'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const hiddenFeatures = question({
  doing: phrase('computing features of an image'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** [images, channels, height, width] of the data set, 0..255. */
    images: bytesSchema,
  }),
  answer: z.strictObject({
    /** Name of the last hidden layer as in the network's analysis. */
    layer: z.string(),
    /** Elements of the layer for one image. */
    width: z.int().positive(),
    /** [images, width]. */
    features: z.instanceof(Float32Array),
  }),
})
