// Question: what does the last hidden layer of a network hold for the images of a sample? Answered with its features, their principal components, and what the network answers.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { imageFeaturesSchema, mostComponents } from '../../inspection/image-features'
import { imageSampleSchema } from '../../inspection/inspected-image'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const imageFeatures = question({
  doing: phrase('computing features of images'),
  remedy: phrase('Try again with fewer images.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    ...imageSampleSchema.shape,
    /** Principal components that are wanted; 0: none, which saves their time. */
    components: z.int().min(0).max(mostComponents),
  }),
  answer: imageFeaturesSchema,
})
