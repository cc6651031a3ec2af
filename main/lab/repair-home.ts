// Repairs a home folder: its store is mended where it cannot be opened, and runs whose folders are there come back into it. Nothing is ever deleted.
import type { LostRuns } from '@contract/runs/lost-run'
import { useStoredDatasets } from '../data/stored/stored-datasets'
import { HomeFolders } from './home-folders'
import { mendStore, type MendedStore } from './store/mend-store'
import { Store } from './store/store'

export interface RepairReport {
  readonly store: MendedStore
  readonly runs: LostRuns
}

/** @throws LabError `home/...`; `store/...` where another process has it open, a newer version wrote it, or the disk is in the way */
export function repairHome(home: string): RepairReport {
  const folders = new HomeFolders(home)
  useStoredDatasets(folders.datasets)
  const mended = mendStore(home)
  const store = new Store(home)
  try {
    return { store: mended, runs: store.lostRuns.takeBack(folders.runs) }
  } finally {
    store.close()
  }
}
