// Question: what is a spec's network as a file? Written with a checkpoint's parameters or the initial ones.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { trainedNetworkShape } from '../trained-network'
import { question } from './question'

export const exportNetwork = question({
  doing: phrase('exporting a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    ...trainedNetworkShape,
    /** Absolute path of the file to write: standard ONNX, or by the end of its name safetensors. */
    path: z.string(),
  }),
  /** Size of the file in bytes. */
  answer: z.int().positive(),
})
