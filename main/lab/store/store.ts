// The store of the lab: one SQLite database in the home folder, shared by the window and the command line.
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { makeFolder } from '../../files/make-folder'
import { CalibrationStore } from './calibration-store'
import { Database } from './database'
import { migrate } from './migrations'
import { OwnerStore } from './owner-store'
import { RunStore } from './run-store'

export class Store {
  readonly runs: RunStore
  readonly owners: OwnerStore
  readonly calibrations: CalibrationStore
  readonly #database: Database

  /**
   * Opens `lab.db` in the home folder; makes what is missing.
   * @throws LabError `home/unusable`, `store/...`
   */
  constructor(home: string) {
    makeHome(home)
    const path = join(home, 'lab.db')
    this.#database = new Database(path)
    try {
      migrate(this.#database, path)
    } catch (error) {
      this.#database.close()
      throw error
    }
    this.runs = new RunStore(this.#database)
    this.owners = new OwnerStore(this.#database)
    this.calibrations = new CalibrationStore(this.#database)
  }

  /** Does the work in one transaction. */
  transaction<T>(work: () => T): T {
    return this.#database.transaction(work)
  }

  close(): void {
    this.#database.close()
  }
}

function makeHome(home: string): void {
  try {
    makeFolder(home)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const message = `The lab's home folder ${home} cannot be made: ${detail}.`
    throw new LabError('home/unusable', message, 'Set CNN_LAB_HOME to a folder that you may write to.', { cause: error })
  }
}
