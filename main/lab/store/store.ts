// The store of the lab: one SQLite database in the home folder, shared by the window and the command line.
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { makeFolderNow, privateMode } from '../../files/make-folder'
import { BundleStore } from './bundle-store'
import { CalibrationStore } from './calibration-store'
import { ChangeWatch } from './change-watch'
import { CheckpointShelf } from './checkpoint-shelf'
import { ClusterStore } from './cluster-store'
import { Database } from './database'
import { DatasetUseStore } from './dataset-use-store'
import { DeletedRunStore } from './deleted-run-store'
import { EvaluationShelf } from './evaluation-shelf'
import { LabelCorrectionStore } from './label-correction-store'
import { ExperimentStore } from './experiment-store'
import type { StoreParts } from './lab-store'
import { migrate } from './migrations'
import { NetworkFileStore } from './network-file-store'
import { OwnNetworkStore } from './own-network-store'
import { OwnerStore } from './owner-store'
import { QueueStore } from './queue-store'
import { RunFolderShelf } from './run-folder-shelf'
import { RunIndex } from './run-index'
import { RunMarkStore } from './run-mark-store'
import { RunStore } from './run-store'
import { SweepStore } from './sweep-store'
import { RunTable } from './run-table'

export class Store implements StoreParts {
  readonly runs: RunStore
  readonly sweeps: SweepStore
  readonly experiments: ExperimentStore
  readonly queue: QueueStore
  readonly bundles: BundleStore
  readonly runTable: RunTable
  readonly runMarks: RunMarkStore
  readonly deletedRuns: DeletedRunStore
  readonly runFolders = new RunFolderShelf()
  readonly owners: OwnerStore
  readonly calibrations: CalibrationStore
  readonly ownNetworks: OwnNetworkStore
  readonly networkFiles: NetworkFileStore
  readonly checkpoints = new CheckpointShelf()
  readonly evaluations = new EvaluationShelf()
  readonly labelCorrections: LabelCorrectionStore
  readonly datasetUses: DatasetUseStore
  readonly cluster: ClusterStore
  readonly changes: ChangeWatch
  readonly #database: Database

  /**
   * Opens `lab.db` in the home folder; makes what is missing.
   * @throws LabError `home/unusable`, `store/...`
   */
  constructor(home: string) {
    makeHome(home)
    const path = join(home, 'lab.db')
    this.#database = new Database(path)
    const index = new RunIndex(this.#database)
    try {
      migrate(this.#database, path)
      index.prepare()
    } catch (error) {
      this.#database.close()
      throw error
    }
    this.changes = new ChangeWatch(this.#database)
    this.runs = new RunStore(this.#database, index)
    this.runTable = new RunTable(this.#database)
    this.runMarks = new RunMarkStore(this.#database, index)
    this.deletedRuns = new DeletedRunStore(this.#database, index)
    this.queue = new QueueStore(this.#database, this.runs)
    this.sweeps = new SweepStore(this.#database, index)
    this.bundles = new BundleStore(this.#database, this.runs, index)
    this.experiments = new ExperimentStore(this.#database)
    this.owners = new OwnerStore(this.#database, [this.runs, this.sweeps, this.experiments])
    this.calibrations = new CalibrationStore(this.#database)
    this.ownNetworks = new OwnNetworkStore(this.#database)
    this.cluster = new ClusterStore(this.#database, this.runs)
    this.labelCorrections = new LabelCorrectionStore(this.#database)
    this.datasetUses = new DatasetUseStore(this.#database)
    this.networkFiles = new NetworkFileStore(this.#database)
  }

  close(): void {
    this.#database.close()
  }
}

function makeHome(home: string): void {
  try {
    makeFolderNow(home, privateMode)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const message = `The lab's home folder ${home} cannot be made: ${detail}.`
    throw new LabError('home/unusable', message, 'Set CNN_LAB_HOME to a folder that you may write to.', { cause: error })
  }
}
