// Keeps the files of what users put on runs as the store has it: written whole when it changes, one after another.
import { join } from 'node:path'
import { writeFileWhole } from '../../files/durable-file'
import { exists } from '../../files/make-folder'
import { logTrouble } from '../../log/log'
import type { HomeFolders } from '../home-folders'
import type { LabStore } from '../store/lab-store'
import { runMarksFile, writtenMarks } from '../store/run-marks-file'

/** Runs that the store tells of in one call, so that its thread can do others in between. */
const atOnce = 50

export class RunMarkKeeper {
  readonly #store: Pick<LabStore, 'runMarks'>
  readonly #folders: HomeFolders
  #writing: Promise<void> = Promise.resolve()

  constructor(store: Pick<LabStore, 'runMarks'>, folders: HomeFolders) {
    this.#store = store
    this.#folders = folders
  }

  /** Writes the files of runs anew, but for runs without a folder, which have nothing to be found by. @returns settled when they are written; never rejects: the store has the marks */
  keep(ids: readonly string[]): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      for (let start = 0; start < ids.length; start += atOnce) await this.#write(ids.slice(start, start + atOnce))
    }).catch((error: unknown) => {
      logTrouble('runs', 'marks not written beside the checkpoints', error)
    })
    return this.#writing
  }

  /** Settles when all is written. */
  get settled(): Promise<void> {
    return this.#writing
  }

  async #write(ids: readonly string[]): Promise<void> {
    for (const { id, marks } of await this.#store.runMarks.kept(ids)) {
      const folder = this.#folders.run(id)
      if (await exists(folder)) await writeFileWhole(join(folder, runMarksFile), writtenMarks(marks))
    }
  }
}
