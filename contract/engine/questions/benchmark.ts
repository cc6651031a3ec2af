// Question: how fast are training steps of a spec and nothing else, and how much memory do they take?
import { phrase } from '@language/phrase'
import { stepMeasurementSchema } from '../../benchmark/benchmark'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const benchmark = question({
  doing: phrase('taking training steps'),
  remedy: phrase('Try again.'),
  args: trainingTaskSchema,
  answer: stepMeasurementSchema,
})
