// Question: what do training steps and the evaluation of a spec cost on a device? Answered by taking a few.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { calibrationSchema } from '../../training/estimate'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const calibrate = question({
  doing: phrase('measuring the speed of this network'),
  remedy: phrase('Try a smaller batch size.'),
  args: trainingTaskSchema,
  /** `isDisturbed`: other programs had the processor meanwhile, or the process was halted, so that the network is faster than measured. */
  answer: calibrationSchema.extend({ isDisturbed: z.boolean() }),
})
