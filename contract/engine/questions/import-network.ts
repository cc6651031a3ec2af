// Question: can the engine train the network of an ONNX file? Answered with what it finds in the file, and the facts of the copy that it puts into the lab's folder.
import { phrase } from '@language/phrase'
import { z } from 'zod'
import { importReportSchema } from '../../models/network-file'
import { networkFolderSchema } from '../training-task'
import { question } from './question'

export const importNetwork = question({
  doing: phrase('reading a network'),
  remedy: phrase('Try again.'),
  args: z.strictObject({
    /** Absolute path of an ONNX file. */
    path: z.string(),
    networkFolder: networkFolderSchema,
  }),
  answer: importReportSchema,
})
