// Question: what is a spec's network as a file? Written with a checkpoint's parameters or the initial ones.
import { z } from 'zod'
import { checkpointInfoSchema } from '../../runs/checkpoints'
import { runSpecSchema } from '../../training/run-spec'
import { networkFolderSchema } from '../training-task'
import { question } from './question'

export const exportNetwork = question({
  doing: 'exporting a network',
  remedy: 'Try again.',
  args: z.strictObject({
    spec: runSpecSchema,
    networkFolder: networkFolderSchema,
    /** The parameters to write: of a checkpoint in a run's folder; null: those that a run of the spec would begin with. */
    trained: z.strictObject({ folder: z.string(), checkpoint: checkpointInfoSchema }).nullable(),
    /** Absolute path of the file to write: standard ONNX, or by the end of its name safetensors. */
    path: z.string(),
  }),
  /** Size of the file in bytes. */
  answer: z.int().positive(),
})
