// The checkpoints that really lie in a run's folder: after a crash the store may know one less, or one that is gone.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointAt, checkpointsFolder, newestFirst, type CheckpointInfo } from '@contract/runs/checkpoints'
import { BrokenSeal, peekSealedFolder } from '../../files/sealed-folder'

/** The newest checkpoint that looks whole by its manifest and the sizes of its files; null where there is none. The engine looks closer. */
export function newestCheckpoint(runFolder: string): CheckpointInfo | null {
  return newestFirst(namesIn(join(runFolder, checkpointsFolder))).find(({ folder }) => looksWhole(join(runFolder, folder))) ?? null
}

/** The checkpoint at the end of an epoch, where it is kept and looks whole; else null. */
export function checkpointOfEpoch(runFolder: string, epoch: number, stepsPerEpoch: number): CheckpointInfo | null {
  const checkpoint = checkpointAt(epoch, epoch * stepsPerEpoch)
  return looksWhole(join(runFolder, checkpoint.folder)) ? checkpoint : null
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

/** Nothing where there is no such folder, or none that can be read. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // a run without a folder has no checkpoint
  }
}
