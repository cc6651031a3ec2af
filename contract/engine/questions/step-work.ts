// Question: what do the operators of a training step compute and move, as the engine compiles it for a device?
import { phrase } from '@language/phrase'
import { stepWorkSchema } from '../../benchmark/step-work'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const stepWork = question({
  doing: phrase('counting the work of a training step'),
  remedy: phrase('Try again.'),
  args: trainingTaskSchema,
  answer: stepWorkSchema,
})
