// Question: how fast is the forward pass of a spec's network on batches of test images, and how much memory does it take?
import { phrase } from '@language/phrase'
import { stepMeasurementSchema } from '../../benchmark/benchmark'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const benchmarkInference = question({
  doing: phrase('running batches through a network'),
  remedy: phrase('Try again.'),
  args: trainingTaskSchema,
  answer: stepMeasurementSchema,
})
