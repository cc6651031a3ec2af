// Folders in which data sets are put together or taken away, in a folder for each process: what a dead process has left is found by its name.
import { existsSync } from 'node:fs'
import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { replacedPrefix } from '../../../data/importing/place-dataset'

/** Among the data sets, so that renaming moves nothing; no data set has such a name. */
const unfinished = '.unfinished'

export class WorkFolders {
  readonly #datasets: string
  readonly #owner: string
  #count = 0

  /** @param datasets absolute path of the folder of all data sets @param owner id of this process */
  constructor(datasets: string, owner: string) {
    this.#datasets = datasets
    this.#owner = owner
  }

  /** Absolute path of a folder for a piece of work; it is not made. */
  next(): string {
    this.#count++
    return join(this.#datasets, unfinished, this.#owner, String(this.#count))
  }

  /** Removes a folder with all that is in it; a set that waited there for another to take its place goes back, where none has. */
  async remove(folder: string): Promise<void> {
    for (const name of await namesIn(folder)) {
      const place = join(this.#datasets, name.slice(replacedPrefix.length))
      if (name.startsWith(replacedPrefix) && !existsSync(place)) await rename(join(folder, name), place)
    }
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    await removeEmpty(join(this.#datasets, unfinished, this.#owner))
    await removeEmpty(join(this.#datasets, unfinished))
  }

  /** Removes what processes have left that are gone. @param living ids of those that live */
  async removeAbandoned(living: readonly string[]): Promise<void> {
    const owners = join(this.#datasets, unfinished)
    for (const owner of await namesIn(owners)) {
      if (living.includes(owner)) continue
      for (const work of await namesIn(join(owners, owner))) await this.remove(join(owners, owner, work))
      await rm(join(owners, owner), { recursive: true, force: true })
    }
    await removeEmpty(owners)
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch {
    return [] // it is not there: nothing was left
  }
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch {
    // It is gone, or others work in it.
  }
}
