// Question: which image does a unit of a network like? Answered with the image that gradient ascent ends at; tells its progress in steps.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { maximizationSchema, maximizationWantedSchema } from '../../inspection/maximization'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const maximize = question({
  doing: phrase('maximising a unit'),
  remedy: phrase('Try again with fewer steps.'),
  args: z.strictObject({ ...trainedNetworkShape, ...maximizationWantedSchema.shape }),
  answer: maximizationSchema,
})
