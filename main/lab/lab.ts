// The lab: the use cases of every area, put together for the window and the command line.
import type { Experiment } from '@common/experiments/experiment'
import type { LabEvent } from '@contract/runs/events'
import type { RunRecord } from '@contract/runs/run-record'
import { datasetInfo } from '../data/catalogue'
import { useStoredDatasets } from '../data/stored/stored-datasets'
import { logTrouble } from '../log/log'
import { BenchmarkUseCases } from './benchmark/benchmark-use-cases'
import { BundleUseCases } from './bundles/bundle-use-cases'
import { CatalogueUseCases } from './catalogue/catalogue-use-cases'
import { ClusterSweeps } from './cluster/cluster-sweeps'
import { Slurm } from './cluster/slurm/slurm'
import { ImportUseCases } from './data/imports/import-use-cases'
import { DataUseCases } from './data/data-use-cases'
import { DownloadUseCases } from './data/downloads/download-use-cases'
import { DeviceRoofs } from './devices/device-roofs'
import { DeviceUseCases } from './devices/device-use-cases'
import { Devices } from './devices/devices'
import type { EngineLauncher } from './engine-process/channel'
import { Estimator } from './estimates/estimator'
import { EvaluationUseCases } from './evaluations/evaluation-use-cases'
import { Analyses } from './experiments/analyses/analyses'
import { ExperimentUseCases } from './experiments/experiment-use-cases'
import { HomeFolders } from './home-folders'
import { InspectionUseCases } from './inspection/inspection-use-cases'
import { LabEvents } from './lab-events'
import { ModelUseCases } from './models/model-use-cases'
import { NetworkFileUseCases } from './models/network-files/network-file-use-cases'
import { OwnNetworkUseCases } from './models/own-networks/own-network-use-cases'
import { KeptAnswers } from './reports/kept-answers'
import { noPrinter, type ReportPrinter } from './reports/report-printer'
import { ReportUseCases } from './reports/report-use-cases'
import type { QueueUseCases } from './runs/queue/queue-use-cases'
import { Ownership } from './runs/ownership'
import { RunUseCases } from './runs/run-use-cases'
import { RunMarkKeeper } from './runs/run-mark-keeper'
import { RunTableUseCases } from './runs/table/run-table-use-cases'
import type { LabStore, StoreOpener } from './store/lab-store'
import { SweepUseCases } from './sweeps/sweep-use-cases'
import { TrainingUseCases } from './training/training-use-cases'
import type { LabUseCases } from './use-cases'

export interface LabOptions {
  /** The folder that holds the store and the runs' files; made where it is missing. See `labHome`. */
  readonly home: string
  /** Starts engine processes: `forkLauncher(entry)` under Node, the app's own under Electron. */
  readonly launcher: EngineLauncher
  /** Opens the store: `openDirectStore` for the command line, `threadedStore(entry)` for the window. */
  readonly openStore: StoreOpener
  /** How `cnn-lab` is called: the words of a command, for the nodes of a cluster, which have the lab under the same path. Default: by its name. */
  readonly command?: readonly string[]
  /** Prints reports as PDF; default: none can be printed. */
  readonly printer?: ReportPrinter
  /** Whether `auto` tries GPUs at all; default: where the system has files of one. */
  readonly hasGpuFiles?: () => Promise<boolean>
  /** The experiments that there are; default: those of the lab. */
  readonly experiments?: readonly Experiment[]
}

/** What a lab is made of once its store is open. */
interface LabParts extends Omit<LabOptions, 'openStore'> {
  readonly command: readonly string[]
  readonly store: LabStore
  readonly ownership: Ownership
}

export class Lab implements LabUseCases {
  readonly folders: HomeFolders
  readonly bundles: BundleUseCases
  readonly catalogue: CatalogueUseCases
  readonly data: DataUseCases
  readonly devices: DeviceUseCases
  readonly evaluations: EvaluationUseCases
  readonly imports: ImportUseCases
  readonly downloads: DownloadUseCases
  readonly inspection: InspectionUseCases
  readonly models: ModelUseCases
  readonly ownNetworks: OwnNetworkUseCases
  readonly networkFiles: NetworkFileUseCases
  readonly training: TrainingUseCases
  readonly runs: RunUseCases
  readonly queue: QueueUseCases
  readonly sweeps: SweepUseCases
  readonly experiments: ExperimentUseCases
  readonly runTable: RunTableUseCases
  readonly reports: ReportUseCases
  readonly benchmarks: BenchmarkUseCases
  readonly #store: LabStore
  readonly #marks: RunMarkKeeper
  readonly #ownership: Ownership
  readonly #devices: Devices
  readonly #roofs: DeviceRoofs
  readonly #reportAnswers: KeptAnswers
  readonly #estimator: Estimator
  readonly #events = new LabEvents()
  /** Settles when what closed or crashed processes have deleted, or not finished, is deleted for good. */
  readonly #abandoned: Promise<unknown>
  #closing: Promise<void> | null = null

  /** Opens the store; runs whose process died become `interrupted`. @throws LabError where the home folder or the store cannot be used */
  static async open({ openStore, command = ['cnn-lab'], ...options }: LabOptions): Promise<Lab> {
    const store = await openStore(options.home)
    try {
      return new Lab({ ...options, store, ownership: await Ownership.enter(store), command })
    } catch (error) {
      await store.close()
      throw error
    }
  }

  private constructor({ home, launcher, store, ownership, command, printer = noPrinter, hasGpuFiles, experiments: definitions }: LabParts) {
    const folders = new HomeFolders(home)
    useStoredDatasets(folders.datasets)
    const devices = new Devices(launcher, hasGpuFiles)
    const models = new ModelUseCases({ launcher, folders, devices, checkpoints: store.checkpoints, datasetInfo, run: (id) => this.runs.record(id) })
    const summarize = models.summarize.bind(models)
    const isBusy = async (): Promise<boolean> => this.runs.isTraining || (await this.runs.isBusyElsewhere())
    const roofs = new DeviceRoofs({ launcher, devices, calibrations: store.calibrations, isBusy })
    const estimator = new Estimator({ devices, store, launcher, networkFolder: folders.networks, datasetInfo, summarize, isBusy })

    this.folders = folders
    this.catalogue = new CatalogueUseCases({ home, isReadOnly: store.isReadOnly })
    this.data = new DataUseCases({ launcher, store, events: this.#events })
    this.devices = new DeviceUseCases(devices, roofs)
    this.evaluations = new EvaluationUseCases({ launcher, folders, store, devices, events: this.#events, run: (id) => this.runs.record(id) })
    this.imports = new ImportUseCases({ launcher, folders, store, events: this.#events, owner: ownership.id, isTraining: () => this.runs.isTraining })
    this.downloads = new DownloadUseCases({ folders, store, events: this.#events, owner: ownership.id, imports: this.imports })
    this.inspection = new InspectionUseCases({ launcher, folders, checkpoints: store.checkpoints, events: this.#events, datasetInfo, splitImages: (id, split, indices) => this.data.splitImages(id, split, indices), importedNetworks: () => store.networkFiles.imported(), run: (id) => this.runs.record(id) })
    this.models = models
    this.ownNetworks = new OwnNetworkUseCases({ store, events: this.#events })
    this.networkFiles = new NetworkFileUseCases({ launcher, folders, store, events: this.#events })
    this.training = new TrainingUseCases(estimator)
    const marks = new RunMarkKeeper(store, folders)
    this.#marks = marks
    this.runs = new RunUseCases({ launcher, folders, store, ownership, devices, estimator, summarize, marks, events: this.#events })
    this.runTable = new RunTableUseCases({ folders, store, marks, owner: ownership.id, events: this.#events, settled: (id) => this.runs.settled(id), deleteRecordsForGood: () => Promise.all([this.sweeps.deleteForGood(), this.experiments.deleteForGood()]) })
    this.queue = this.runs.queue
    const tell = (run: RunRecord): void => {
      this.#events.tell({ type: 'run', run })
    }
    const cluster = new ClusterSweeps({ store, folders, slurm: new Slurm(), command, owner: ownership.id, onRun: tell })
    this.sweeps = new SweepUseCases({ store, owner: ownership.id, events: this.#events, runs: this.runs, runTable: this.runTable, cluster, estimate: (spec) => estimator.estimateAside(spec) })
    const analyses = new Analyses({ launcher, devices, roofs, networkFolder: folders.networks, analyze: (question) => models.analyzeNetwork(question) })
    this.experiments = new ExperimentUseCases({ store, owner: ownership.id, events: this.#events, sweeps: this.sweeps, runTable: this.runTable, analyses, summarize, isBusy, ...(definitions && { definitions }) })
    this.bundles = new BundleUseCases({ launcher, folders, store, devices, marks, events: this.#events, record: (id) => this.runs.record(id) })
    const engine = new KeptAnswers(launcher)
    this.reports = new ReportUseCases({ folders, store, engine, devices, models, datasetInfo, runs: this.runs, evaluations: this.evaluations, data: this.data, sweeps: this.sweeps, experiments: this.experiments }, printer)
    this.benchmarks = new BenchmarkUseCases({ launcher, folders, devices })
    this.#store = store
    this.#reportAnswers = engine
    this.#ownership = ownership
    this.#devices = devices
    this.#roofs = roofs
    this.#estimator = estimator
    this.#abandoned = store.isReadOnly ? Promise.resolve() : Promise.all([this.runTable.dropAbandoned(), this.sweeps.dropAbandoned(), this.experiments.dropAbandoned(), this.imports.removeAbandoned()])
  }

  /** Whether the home can only be read: runs can be looked at, and every change is refused with `home/read-only`. */
  get isReadOnly(): boolean {
    return this.#store.isReadOnly
  }

  /** Calls the listener for every event; returns the function that ends it. */
  onEvent(listener: (event: LabEvent) => void): () => void {
    return this.#events.subscribe(listener)
  }

  /** Goes on with what the last lab of the window has left: its queue, and sweeps that its end has interrupted. To be called once, before any run is started. */
  async takeOver(): Promise<void> {
    if (this.#store.isReadOnly) return
    await this.runs.takeOverQueue()
    await this.sweeps.followClusters()
    if ((await this.queue.queue()).afterRestart === 'go-on') await this.#takeOverSweeps()
  }

  async #takeOverSweeps(): Promise<void> {
    await this.sweeps.takeOver()
    await this.experiments.takeOver()
  }

  /**
   * Closes the lab: ends what waits, unless the queue was taken over and is kept, stops a run that goes on with a checkpoint (or kills its engine where that takes too long),
   * closes the store. Further calls do nothing.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    await this.experiments.rest()
    await this.sweeps.rest()
    await this.runs.endWaiting()
    this.#estimator.makeWay()
    this.data.close()
    this.models.close()
    this.networkFiles.close()
    this.evaluations.close()
    this.inspection.close()
    await this.downloads.close()
    await this.imports.close()
    this.bundles.close()
    this.#devices.close()
    this.#roofs.close()
    this.#reportAnswers.close()
    await this.runs.close()
    await this.sweeps.close()
    await this.experiments.close()
    await this.#abandoned
    await this.runTable.close()
    await this.#marks.settled
    try {
      await this.#ownership.close()
    } catch (error) {
      logTrouble('store', 'not left', error) // others see by the number of this process that it is gone
    }
    await this.#store.close()
  }
}
