// Question: what does a checkpoint answer for every image of a split? Answered with the facts of the evaluation that was stored in the run's folder.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { checkpointInfoSchema } from '../../runs/checkpoints'
import { evaluationFactsSchema, splitSchema, viewsSchema } from '../../runs/evaluation'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const evaluate = question({
  doing: phrase('evaluating a checkpoint'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainingTaskSchema.shape,
    /** Absolute path of the run's folder. */
    folder: z.string(),
    checkpoint: checkpointInfoSchema,
    split: splitSchema,
    /** Default: one view of each image. */
    views: viewsSchema.optional(),
  }),
  answer: evaluationFactsSchema,
})
