// Question: which operators take the time of a training step? Answered by taking a few steps under ONNX Runtime's profiler.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { operatorShareSchema } from '../../benchmark/benchmark'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const profile = question({
  doing: phrase('profiling training steps'),
  remedy: phrase('Try again.'),
  args: trainingTaskSchema,
  answer: z.array(operatorShareSchema),
})
