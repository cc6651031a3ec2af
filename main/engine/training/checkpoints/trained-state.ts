// The parameters and buffers of a checkpoint, for a use of the network other than going on with its run.
import { join } from 'node:path'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { BrokenSeal } from '../../../files/sealed-folder'
import { stateOf, type Network, type StateValues } from '../../../networks/network'
import { readCheckpoint } from './checkpoint'

/** A checkpoint in a run's folder. */
export interface TrainedCheckpoint {
  /** Absolute path of the run's folder. */
  readonly folder: string
  readonly checkpoint: CheckpointInfo
}

/** @throws LabError `checkpoint/damaged` */
export async function trainedState({ folder, checkpoint }: TrainedCheckpoint, network: Network): Promise<StateValues> {
  try {
    return (await readCheckpoint(join(folder, checkpoint.folder), { network: stateOf(network), optimizer: [] })).values
  } catch (error) {
    if (!(error instanceof BrokenSeal)) throw error
    const message = phrase('The checkpoint {folder} of this run cannot be used, because {message}.', { folder: checkpoint.folder, message: error.message })
    throw new LabError('checkpoint/damaged', message, phrase('Train a run with the same settings again: it ends with the same network.'), { cause: error })
  }
}
