// The checkpoints of runs as they lie on the disk: after a crash the store may know one less, or one that is gone.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointAt, checkpointsFolder, newestFirst, type CheckpointInfo } from '@contract/runs/checkpoints'
import { BrokenSeal, peekSealedFolder } from '../../files/sealed-folder'

export class CheckpointShelf {
  /**
   * The newest checkpoint of each run that looks whole by its manifest and the sizes of its files; null where there is none. The engine
   * looks closer.
   * @param runFolders absolute paths of the runs' folders
   */
  newest(runFolders: readonly string[]): readonly (CheckpointInfo | null)[] {
    return runFolders.map((runFolder) => {
      const checkpoints = newestFirst(namesIn(join(runFolder, checkpointsFolder)))
      return checkpoints.find(({ folder }) => looksWhole(join(runFolder, folder))) ?? null
    })
  }

  /** Every checkpoint of a run that looks whole, the newest first. */
  kept(runFolder: string): readonly CheckpointInfo[] {
    return newestFirst(namesIn(join(runFolder, checkpointsFolder))).filter(({ folder }) => looksWhole(join(runFolder, folder)))
  }

  /** Whether a checkpoint is kept and looks whole. */
  isKept(runFolder: string, { folder }: CheckpointInfo): boolean {
    return looksWhole(join(runFolder, folder))
  }

  /** The checkpoint at the end of an epoch, where it is kept and looks whole; else null. */
  ofEpoch(runFolder: string, epoch: number, stepsPerEpoch: number): CheckpointInfo | null {
    const checkpoint = checkpointAt(epoch, epoch * stepsPerEpoch)
    return looksWhole(join(runFolder, checkpoint.folder)) ? checkpoint : null
  }
}

function looksWhole(path: string): boolean {
  try {
    peekSealedFolder(path)
    return true
  } catch (error) {
    if (error instanceof BrokenSeal) return false
    throw error
  }
}

/** The names in a folder; none where it is missing or cannot be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // a run without a folder has no checkpoint
  }
}
