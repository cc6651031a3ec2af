// Question: how long does every layer take in training steps or in inference? Answered by a few batches under ONNX Runtime's profiler.
import { phrase } from '@language/phrase'
import { layerTimesSchema, useSchema } from '../../benchmark/layer-times'
import { trainingTaskSchema } from '../training-task'
import { question } from './question'

export const layerTimes = question({
  doing: phrase('timing the layers of a network'),
  remedy: phrase('Try a smaller batch size.'),
  args: trainingTaskSchema.extend({ use: useSchema }),
  answer: layerTimesSchema,
})
