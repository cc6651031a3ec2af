// The store of the lab: one SQLite database in the home folder, shared by the window and the command line.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import { join } from 'node:path'
import { fileTrouble } from '../../files/file-trouble'
import { makeFolderNow, privateMode } from '../../files/make-folder'
import { assertHome, readOnlyHome } from '../home-access'
import { isReadOnlyHome, storeFiles } from '../home-rights'
import { BundleStore } from './bundle-store'
import { CalibrationStore } from './calibration-store'
import { ChangeWatch } from './change-watch'
import { CheckpointShelf } from './checkpoint-shelf'
import { ClusterStore } from './cluster-store'
import { Database } from './database'
import { DatasetUseStore } from './dataset-use-store'
import { DeletedExperimentStore } from './deleted-experiment-store'
import { DeletedRunStore } from './deleted-run-store'
import { DeletedSweepStore } from './deleted-sweep-store'
import { EvaluationShelf } from './evaluation-shelf'
import { LabelCorrectionStore } from './label-correction-store'
import { ExperimentStore } from './experiment-store'
import type { StoreParts } from './lab-store'
import { LostRunStore } from './lost-run-store'
import { migrate } from './migrations'
import { NetworkFileStore } from './network-file-store'
import { privateCopyOf } from './private-copy'
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
  readonly deletedSweeps: DeletedSweepStore
  readonly deletedExperiments: DeletedExperimentStore
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
  readonly lostRuns: LostRunStore
  readonly changes: ChangeWatch
  /** Whether every change is refused with `home/read-only`. */
  readonly isReadOnly: boolean
  readonly #database: Database
  readonly #discard: () => void

  /**
   * Opens `lab.db` in the home folder; makes what is missing. Of a home that can only be read, a copy of the moment is opened.
   * @throws LabError `home/unusable`, `store/...`
   */
  constructor(home: string) {
    assertHome(home)
    makeHome(home)
    this.isReadOnly = isReadOnlyHome(home)
    const { path, discard } = this.isReadOnly ? privateCopyOf(home) : { path: join(home, storeFiles[0]), discard: () => undefined }
    this.#discard = discard
    this.#database = opened(path, discard)
    const index = new RunIndex(this.#database)
    try {
      migrate(this.#database, join(home, storeFiles[0]))
      index.prepare()
      if (this.isReadOnly) this.#database.seal(readOnlyHome(home))
    } catch (error) {
      this.close()
      throw error
    }
    this.changes = new ChangeWatch(this.#database)
    this.runs = new RunStore(this.#database, index)
    this.runTable = new RunTable(this.#database)
    this.runMarks = new RunMarkStore(this.#database, index)
    this.lostRuns = new LostRunStore(this.#database, index)
    this.deletedRuns = new DeletedRunStore(this.#database, index)
    this.queue = new QueueStore(this.#database, this.runs)
    this.sweeps = new SweepStore(this.#database, index)
    this.deletedSweeps = new DeletedSweepStore(this.#database, this.sweeps, index)
    this.bundles = new BundleStore(this.#database, this.runs, index)
    this.experiments = new ExperimentStore(this.#database)
    this.deletedExperiments = new DeletedExperimentStore(this.#database, this.experiments)
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
    this.#discard()
  }
}

function opened(path: string, discard: () => void): Database {
  try {
    return new Database(path)
  } catch (error) {
    discard()
    throw error
  }
}

function makeHome(home: string): void {
  try {
    makeFolderNow(home, privateMode)
  } catch (error) {
    const message = phrase("The lab's home folder {home} cannot be made: {trouble}.", { home, trouble: fileTrouble(error) })
    throw new LabError('home/unusable', message, phrase('Set CNN_LAB_HOME to a folder that you may write to.'), { cause: error })
  }
}
