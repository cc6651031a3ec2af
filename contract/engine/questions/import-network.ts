// Question: can the engine train the network of an ONNX file? Answered with the facts of the copy that it puts into the lab's folder.
import { z } from 'zod'
import { importedNetworkSchema } from '../../models/imported-network'
import { networkFolderSchema } from '../training-task'
import { question } from './question'

export const importNetwork = question({
  doing: 'reading a network',
  remedy: 'Try again.',
  args: z.strictObject({
    /** Absolute path of an ONNX file. */
    path: z.string(),
    networkFolder: networkFolderSchema,
  }),
  answer: importedNetworkSchema,
})
