// The checkpoints of runs as they lie on the disk: after a crash the store may know one less, or one that is gone.
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { checkpointOfEpoch, newestCheckpoint } from './checkpoints-on-disk'

export class CheckpointShelf {
  /** The newest whole checkpoint of each run, by the absolute paths of the runs' folders; null where there is none. */
  newest(runFolders: readonly string[]): readonly (CheckpointInfo | null)[] {
    return runFolders.map(newestCheckpoint)
  }

  /** The checkpoint at the end of an epoch, where it is kept and looks whole; else null. */
  ofEpoch(runFolder: string, epoch: number, stepsPerEpoch: number): CheckpointInfo | null {
    return checkpointOfEpoch(runFolder, epoch, stepsPerEpoch)
  }
}
