// The store as the lab uses it: every call is a promise, whether the store lies in this thread or in a thread of its own.
import type { BundleStore } from './bundle-store'
import type { CalibrationStore } from './calibration-store'
import type { ChangeWatch } from './change-watch'
import type { CheckpointShelf } from './checkpoint-shelf'
import type { ExperimentStore } from './experiment-store'
import type { LostRunStore } from './lost-run-store'
import type { NetworkFileStore } from './network-file-store'
import type { ClusterStore } from './cluster-store'
import type { DatasetUseStore } from './dataset-use-store'
import type { EvaluationShelf } from './evaluation-shelf'
import type { LabelCorrectionStore } from './label-correction-store'
import type { OwnNetworkStore } from './own-network-store'
import type { OwnerStore } from './owner-store'
import type { QueueStore } from './queue-store'
import type { DeletedExperimentStore } from './deleted-experiment-store'
import type { DeletedRunStore } from './deleted-run-store'
import type { DeletedSweepStore } from './deleted-sweep-store'
import type { RunFolderShelf } from './run-folder-shelf'
import type { RunMarkStore } from './run-mark-store'
import type { RunStore } from './run-store'
import type { SweepStore } from './sweep-store'
import type { RunTable } from './run-table'

/** The methods of a part of the store, as promises. Calls are done one after another, in the order in which they were made. */
export type Promised<T> = { readonly [M in keyof T]: T[M] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never }

/** The parts of the store, each with its methods. */
export interface StoreParts {
  readonly runs: RunStore
  readonly sweeps: SweepStore
  readonly experiments: ExperimentStore
  readonly queue: QueueStore
  readonly bundles: BundleStore
  readonly runTable: RunTable
  readonly runMarks: RunMarkStore
  readonly deletedRuns: DeletedRunStore
  readonly lostRuns: LostRunStore
  readonly runFolders: RunFolderShelf
  readonly owners: OwnerStore
  readonly calibrations: CalibrationStore
  readonly ownNetworks: OwnNetworkStore
  readonly networkFiles: NetworkFileStore
  readonly checkpoints: CheckpointShelf
  readonly evaluations: EvaluationShelf
  readonly labelCorrections: LabelCorrectionStore
  readonly datasetUses: DatasetUseStore
  readonly cluster: ClusterStore
  readonly deletedSweeps: DeletedSweepStore
  readonly deletedExperiments: DeletedExperimentStore
  readonly changes: ChangeWatch
}

/** A promise of the store is kept when the change is on the disk. @throws LabError `store/...` */
export type LabStore = { readonly [P in keyof StoreParts]: Promised<StoreParts[P]> } & {
  /** Whether the home can only be read: every change is refused with `home/read-only`. */
  readonly isReadOnly: boolean
  /** Closes the file when the calls before are done; further calls reject. */
  close(): Promise<void>
}

/** Opens the store of a home folder. @throws LabError `home/unusable`, `store/...` */
export type StoreOpener = (home: string) => Promise<LabStore>
