// The folders of runs on the disk: how much they hold, and who has them in hand. Part of the store, so that looking through thousands of folders holds up no window.
import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkpointsFolder, newestFirst } from '@contract/runs/checkpoints'
import { holderOf, type Holder } from '../../files/folder-lock/folder-lock'

/** A checkpoint and what it takes. */
export interface SizedCheckpoint {
  /** Name of its folder below that of all checkpoints. */
  readonly name: string
  readonly bytes: number
}

export class RunFolderShelf {
  /** Bytes of all files in each folder and below; 0 where there is none. */
  sizes(folders: readonly string[]): readonly number[] {
    return folders.map(sizeOf)
  }

  /** Who has each run's folder in hand, though the store may take its process for dead; null: nobody. */
  holders(runFolders: readonly string[]): readonly (Holder | null)[] {
    return runFolders.map(holderOf)
  }

  /** The checkpoints in each run's folder, the newest first; unfinished ones come last. */
  checkpoints(runFolders: readonly string[]): readonly (readonly SizedCheckpoint[])[] {
    return runFolders.map((folder) => {
      const all = join(folder, checkpointsFolder)
      const names = namesIn(all)
      const ordered = newestFirst(names).map(({ folder: place }) => place.slice(checkpointsFolder.length + 1))
      return [...ordered, ...names.filter((name) => !ordered.includes(name))].map((name) => ({ name, bytes: sizeOf(join(all, name)) }))
    })
  }
}

function sizeOf(folder: string): number {
  let bytes = 0
  for (const entry of entriesIn(folder)) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += sizeOf(path)
    else bytes += lstatSync(path, { throwIfNoEntry: false })?.size ?? 0
  }
  return bytes
}

function namesIn(folder: string): readonly string[] {
  return entriesIn(folder).map(({ name }) => name)
}

function entriesIn(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return [] // a run that never began has no folder
  }
}
