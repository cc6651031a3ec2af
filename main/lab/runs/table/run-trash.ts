// The trash of a process: files of runs and checkpoints that its user has deleted, in a folder of the home, so that moving them there and
// back is a renaming. Emptied when the lab closes; after a crash by the next process that starts.
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkpointsFolder } from '@contract/runs/checkpoints'
import { logTrouble } from '../../../log/log'
import type { HomeFolders } from '../../home-folders'

/** How folders that hold large files are deleted: Windows refuses for a moment while a scanner looks at one. */
const wholly = { recursive: true, force: true, maxRetries: 5 } as const

export class RunTrash {
  readonly #folders: HomeFolders
  readonly #folder: string
  /** Runs whose checkpoints lie in the trash. */
  readonly #emptied = new Set<string>()

  /** @param owner id of this process */
  constructor(folders: HomeFolders, owner: string) {
    this.#folders = folders
    this.#folder = join(folders.trash, owner)
  }

  /** Moves the folder of a run into the trash; does nothing where there is none. */
  takeRun(id: string): Promise<void> {
    return moved(this.#folders.run(id), this.#run(id))
  }

  putBackRun(id: string): Promise<void> {
    return moved(this.#run(id), this.#folders.run(id))
  }

  /** Moves checkpoints of a run into the trash, by the names of their folders. */
  async takeCheckpoints(id: string, names: readonly string[]): Promise<void> {
    this.#emptied.add(id)
    for (const name of names) await moved(join(this.#folders.run(id), checkpointsFolder, name), join(this.#checkpoints(id), name))
  }

  /** Moves back what checkpoints of a run this process has deleted. */
  async putBackCheckpoints(id: string): Promise<void> {
    if (!this.#emptied.delete(id)) return
    for (const name of await namesIn(this.#checkpoints(id))) await moved(join(this.#checkpoints(id), name), join(this.#folders.run(id), checkpointsFolder, name))
  }

  /** Deletes everything in the trash of this process for good. */
  async empty(): Promise<void> {
    this.#emptied.clear()
    await rm(this.#folder, wholly)
  }

  /** Deletes what processes have left in the trash that are gone. @param living ids of those that live */
  async emptyAbandoned(living: readonly string[]): Promise<void> {
    for (const name of await namesIn(this.#folders.trash)) {
      if (!living.includes(name)) await rm(join(this.#folders.trash, name), wholly)
    }
  }

  /** Deletes the folder of a run for good where it was not yet moved into the trash. */
  async dropRun(id: string): Promise<void> {
    await rm(this.#folders.run(id), wholly)
  }

  #run(id: string): string {
    return join(this.#folder, 'runs', id)
  }

  #checkpoints(id: string): string {
    return join(this.#folder, checkpointsFolder, id)
  }
}

/** Renames a folder; one that cannot be moved stays where it is, and is deleted from there. */
async function moved(from: string, to: string): Promise<void> {
  try {
    await mkdir(dirname(to), { recursive: true })
    await rename(from, to)
  } catch (error) {
    if (!isMissing(error)) logTrouble('runs', 'folder not moved', error, { from, to })
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
