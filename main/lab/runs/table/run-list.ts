// The table of runs for a command that only lists it: opens the store and nothing else of the lab, so that it starts fast.
import type { RowWindow, RunChoice } from '@contract/runs/run-query'
import type { RunTablePage } from '@contract/runs/run-row'
import { useStoredDatasets } from '../../../data/stored/stored-datasets'
import { HomeFolders } from '../../home-folders'
import type { LabStore, StoreOpener } from '../../store/lab-store'
import { Ownership } from '../ownership'

export class RunList {
  readonly #store: LabStore
  readonly #ownership: Ownership
  readonly #runsFolder: string

  private constructor(store: LabStore, ownership: Ownership, runsFolder: string) {
    this.#runsFolder = runsFolder
    this.#store = store
    this.#ownership = ownership
  }

  /** Opens the store; runs whose process died become `interrupted`, as when the lab is opened. @throws LabError where the home folder or the store cannot be used */
  static async open(home: string, openStore: StoreOpener): Promise<RunList> {
    const folders = new HomeFolders(home)
    useStoredDatasets(folders.datasets)
    const store = await openStore(home)
    try {
      return new RunList(store, await Ownership.enter(store), folders.runs)
    } catch (error) {
      await store.close()
      throw error
    }
  }

  runTable(choice: RunChoice, window: RowWindow): Promise<RunTablePage> {
    return this.#store.runTable.page(choice, window)
  }

  /** Names of the folders of runs that the store does not know. */
  lostRuns(): Promise<readonly string[]> {
    return this.#store.lostRuns.folders(this.#runsFolder)
  }

  async close(): Promise<void> {
    await this.#ownership.close()
    await this.#store.close()
  }
}
