// Question: by which ways are the training steps of a spec fastest on this machine's CPU?
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { planMeasurementSchema } from '../../training/plan'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const measurePlan = question({
  doing: phrase('measuring ways of computing'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainingTaskSchema.shape,
    /** Absolute path of the file of measured ways. */
    plansFile: z.string(),
  }),
  answer: planMeasurementSchema,
})
