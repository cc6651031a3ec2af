// Question: what do the operators of a training step compute and move, as the engine compiles it for a device?
import { stepWorkSchema } from '../../benchmark/step-work'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const stepWork = question({
  doing: 'counting the work of a training step',
  remedy: 'Try again.',
  args: trainingTaskSchema,
  answer: stepWorkSchema,
})
