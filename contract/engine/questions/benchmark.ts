// Question: how fast are training steps of a spec and nothing else, and how much memory do they take?
import { stepMeasurementSchema } from '../../benchmark/benchmark'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const benchmark = question({
  doing: 'taking training steps',
  remedy: 'Try again.',
  args: trainingTaskSchema,
  answer: stepMeasurementSchema,
})
