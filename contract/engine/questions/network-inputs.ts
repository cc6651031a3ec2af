// Question: what is the network of a run of this spec fed of an image? Answered by the drawing and the program that training itself has.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { networkInputsSchema, networkInputsWantedSchema } from '../../data/network-inputs'
import { runSpecSchema } from '../../training/run-spec'
import { question } from './question'

export const networkInputs = question({
  doing: phrase('computing what the network is fed'),
  remedy: phrase('Try again with smaller images.'),
  args: z.strictObject({ spec: runSpecSchema, wanted: networkInputsWantedSchema }),
  answer: networkInputsSchema,
})
