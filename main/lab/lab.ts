// The lab: the use cases of every area, put together for the window and the command line.
import type { LabEvent } from '@contract/runs/events'
import { datasetInfo } from '../data/catalogue'
import { logTrouble } from '../log/log'
import { BenchmarkUseCases } from './benchmark/benchmark-use-cases'
import { CatalogueUseCases } from './catalogue/catalogue-use-cases'
import { DataUseCases } from './data/data-use-cases'
import { DeviceRoofs } from './devices/device-roofs'
import { DeviceUseCases } from './devices/device-use-cases'
import { Devices } from './devices/devices'
import type { EngineLauncher } from './engine-process/channel'
import { Estimator } from './estimates/estimator'
import { EvaluationUseCases } from './evaluations/evaluation-use-cases'
import { HomeFolders } from './home-folders'
import { LabEvents } from './lab-events'
import { ModelUseCases } from './models/model-use-cases'
import { NetworkFileUseCases } from './models/network-files/network-file-use-cases'
import { OwnNetworkUseCases } from './models/own-networks/own-network-use-cases'
import { ReportUseCases } from './reports/report-use-cases'
import type { QueueUseCases } from './runs/queue/queue-use-cases'
import { Ownership } from './runs/ownership'
import { RunUseCases } from './runs/run-use-cases'
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
}

export class Lab implements LabUseCases {
  readonly folders: HomeFolders
  readonly catalogue: CatalogueUseCases
  readonly data: DataUseCases
  readonly devices: DeviceUseCases
  readonly evaluations: EvaluationUseCases
  readonly models: ModelUseCases
  readonly ownNetworks: OwnNetworkUseCases
  readonly networkFiles: NetworkFileUseCases
  readonly training: TrainingUseCases
  readonly runs: RunUseCases
  readonly queue: QueueUseCases
  readonly sweeps: SweepUseCases
  readonly reports: ReportUseCases
  readonly benchmarks: BenchmarkUseCases
  readonly #store: LabStore
  readonly #ownership: Ownership
  readonly #devices: Devices
  readonly #roofs: DeviceRoofs
  readonly #estimator: Estimator
  readonly #events = new LabEvents()
  #closing: Promise<void> | null = null

  /** Opens the store; runs whose process died become `interrupted`. @throws LabError where the home folder or the store cannot be used */
  static async open({ home, launcher, openStore }: LabOptions): Promise<Lab> {
    const store = await openStore(home)
    try {
      return new Lab(home, launcher, store, await Ownership.enter(store))
    } catch (error) {
      await store.close()
      throw error
    }
  }

  private constructor(home: string, launcher: EngineLauncher, store: LabStore, ownership: Ownership) {
    const folders = new HomeFolders(home)
    const devices = new Devices(launcher)
    const models = new ModelUseCases({ launcher, folders, devices, checkpoints: store.checkpoints, datasetInfo, run: (id) => this.runs.record(id) })
    const summarize = models.summarize.bind(models)
    const isBusy = async (): Promise<boolean> => this.runs.isTraining || (await this.runs.isBusyElsewhere())
    const roofs = new DeviceRoofs({ launcher, devices, calibrations: store.calibrations, isBusy })
    const estimator = new Estimator({ devices, store, launcher, networkFolder: folders.networks, datasetInfo, summarize, isBusy })

    this.folders = folders
    this.catalogue = new CatalogueUseCases(home)
    this.data = new DataUseCases()
    this.devices = new DeviceUseCases(devices, roofs)
    this.evaluations = new EvaluationUseCases({ launcher, folders, store, devices, events: this.#events, run: (id) => this.runs.record(id) })
    this.models = models
    this.ownNetworks = new OwnNetworkUseCases({ store, events: this.#events })
    this.networkFiles = new NetworkFileUseCases({ launcher, folders, store })
    this.training = new TrainingUseCases(estimator)
    this.runs = new RunUseCases({ launcher, folders, store, ownership, devices, estimator, summarize, events: this.#events })
    this.queue = this.runs.queue
    this.sweeps = new SweepUseCases({ store, owner: ownership.id, events: this.#events, runs: this.runs, estimate: (spec) => estimator.estimateAside(spec) })
    this.reports = new ReportUseCases({ folders, run: (id) => this.runs.run(id) })
    this.benchmarks = new BenchmarkUseCases({ launcher, folders, devices })
    this.#store = store
    this.#ownership = ownership
    this.#devices = devices
    this.#roofs = roofs
    this.#estimator = estimator
  }

  /** Calls the listener for every event; returns the function that ends it. */
  onEvent(listener: (event: LabEvent) => void): () => void {
    return this.#events.subscribe(listener)
  }

  /** Goes on with what the last lab of the window has left: its queue, and sweeps that its end has interrupted. To be called once, before any run is started. */
  async takeOver(): Promise<void> {
    await this.runs.takeOverQueue()
    if ((await this.queue.queue()).afterRestart === 'go-on') await this.sweeps.takeOver()
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
    await this.sweeps.rest()
    await this.runs.endWaiting()
    this.#estimator.makeWay()
    this.models.close()
    this.evaluations.close()
    this.#devices.close()
    this.#roofs.close()
    await this.runs.close()
    await this.sweeps.close()
    try {
      await this.#ownership.close()
    } catch (error) {
      logTrouble('store', 'not left', error) // others see by the number of this process that it is gone
    }
    await this.#store.close()
  }
}
