// Question: how strongly do the units of a network answer over a sample of images? Answered with the activity of each: which are dead, and which images excite it most.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { imageSampleSchema } from '../../inspection/inspected-image'
import { unitActivitySchema } from '../../inspection/unit-activity'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

/** The engine tells after every batch how many images are done. */
export const unitActivity = question({
  doing: phrase('measuring the activity of units'),
  remedy: phrase('Try again with fewer images.'),
  args: z.strictObject({ ...trainedNetworkShape, ...imageSampleSchema.shape }),
  answer: unitActivitySchema,
})
