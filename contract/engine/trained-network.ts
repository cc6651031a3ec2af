// Which network, with which parameters: what questions about a network that was trained, or is about to be, have in common.
import { z } from 'zod'
import { checkpointInfoSchema } from '../runs/checkpoints'
import { runSpecSchema } from '../training/run-spec'
import { networkFolderSchema } from './training-task'

export const trainedNetworkShape = {
  spec: runSpecSchema,
  networkFolder: networkFolderSchema,
  /** The parameters: of a checkpoint in a run's folder; null: those that a run of the spec would begin with, which of a network from a file are the file's. */
  trained: z.strictObject({ folder: z.string(), checkpoint: checkpointInfoSchema }).nullable(),
}
