// The lab: every use case of the product behind one object, shared by the window and the command line.
import type { Augmentation } from '@contract/data/augmentation'
import type { BenchmarkResult } from '@contract/benchmark/benchmark'
import type { DatasetId } from '@contract/data/datasets'
import type { DeviceChoice, DeviceInfo, DeviceName } from '@contract/devices/devices'
import type { Estimate } from '@contract/training/estimate'
import type { LabEvent } from '@contract/runs/events'
import type { GradientSummary } from '@contract/training/gradients'
import type { ImportedNetwork } from '@contract/models/imported-network'
import type { Catalogue, RunDetail, SampleImage } from '@contract/api/lab-api'
import type { LayerTable } from '@contract/models/layer-table'
import { networkInfo, type NetworkSettings } from '@contract/models/networks'
import { models } from '@contract/models/zoo'
import { presets } from '@contract/training/presets'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { isResumable, type RunRecord } from '@contract/runs/run-record'
import { parseRunSpec, type RunSpec } from '@contract/training/run-spec'
import { titleOf } from '@common/words/run-title'
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { datasetInfo, datasets } from '../data/catalogue'
import { makeFolder } from '../files/make-folder'
import { benchmark, type BenchmarkOptions } from './benchmark/benchmark'
import { newestCheckpoint } from './runs/checkpoints-on-disk'
import { Devices } from './devices/devices'
import type { EngineLauncher } from './engine-process/channel'
import { askEngine } from './engine-process/single-question'
import { Estimator } from './estimates/estimator'
import type { InputShape } from './models/layer-tables'
import { Ownership } from './runs/ownership'
import { RunQueue } from './runs/run-queue'
import { Samples } from './data/samples'
import { activeElsewhere, type RunList } from './store/run-store'
import { Store } from './store/store'
import { RunSupervisor } from './runs/supervisor/run-supervisor'
import type { LabUseCases } from './use-cases'
import { labVersion } from './version'

export interface LabOptions {
  /** The folder that holds the store and the runs' files; made where it is missing. See `labHome`. */
  readonly home: string
  /** Starts engine processes: `forkLauncher(entry)` under Node, the app's own under Electron. */
  readonly launcher: EngineLauncher
}

/** How long `close` waits for a running engine's checkpoint, in milliseconds: and three of its steps beside. */
const closingPatience = 10_000

const nothingNew = { epochs: [], points: [] }

export class Lab implements LabUseCases {
  readonly #options: LabOptions
  readonly #store: Store
  readonly #ownership: Ownership
  readonly #queue: RunQueue
  readonly #devices: Devices
  readonly #estimator: Estimator
  readonly #samples = new Samples()
  readonly #listeners = new Set<(event: LabEvent) => void>()
  #closing: Promise<void> | null = null

  /** Opens the store; runs whose process died become `interrupted`. @throws LabError where the home folder or the store cannot be used */
  constructor(options: LabOptions) {
    this.#options = options
    this.#store = new Store(options.home)
    this.#ownership = new Ownership(this.#store)
    this.#queue = new RunQueue({
      begin: (run) => this.#begin(run),
      onEnded: ({ record, device }) => {
        this.#estimator.makeWay() // what was measured to choose a device for it is wanted no more
        if (device) this.#learnFrom(record, device)
      },
    })
    this.#devices = new Devices(options.launcher)
    this.#estimator = new Estimator({
      devices: this.#devices,
      store: this.#store,
      launcher: options.launcher,
      networkFolder: this.#networkFolder,
      datasetInfo,
      isBusy: () => this.#isTraining() || this.#store.runs.busyElsewhere(this.#ownership.id),
    })
  }

  /** What does not change while the lab is open. */
  catalogue(): Promise<Catalogue> {
    return Promise.resolve({ version: labVersion, models, datasets: datasets(), presets, home: this.#options.home })
  }

  /** Every device, the usable ones first; looked for anew, or as they were found when first asked for. */
  devices(lookAgain: boolean): Promise<readonly DeviceInfo[]> {
    if (lookAgain) this.#devices.forget()
    return this.#devices.list()
  }

  /** @throws LabError as `LabApi.estimate` may */
  estimate(spec: RunSpec, measure: boolean): Promise<Estimate> {
    return this.#estimator.estimate(spec, measure)
  }

  /** The layer table at the spec's input size and batch size. @throws LabError what the engine says */
  summarize(spec: RunSpec): Promise<LayerTable> {
    return this.#estimator.summarize(spec)
  }

  /** The layer table of a network for so many classes at any input shape (channels, height, width). @throws LabError what the engine says */
  layerTable(network: NetworkSettings, input: InputShape, classes: number, batchSize: number): Promise<LayerTable> {
    return this.#estimator.layerTable(network, input, classes, batchSize)
  }

  /** The layer table of an ONNX file; input null: as the file says. @throws LabError `onnx/...` */
  layerTableOfFile(path: string, input: InputShape | null, batchSize: number): Promise<LayerTable> {
    return this.#estimator.layerTableOfFile(path, input, batchSize)
  }

  /**
   * Writes a run's network, with the parameters of its last checkpoint, as an ONNX file; answers with its size in bytes.
   * @throws LabError `run/unknown`, `run/no-checkpoint`, `checkpoint/damaged`, `export/unwritable`
   */
  async exportRun(id: string, path: string): Promise<number> {
    const { spec, checkpoint } = (await this.run(id)).run
    if (!checkpoint) throw new LabError('run/no-checkpoint', `Run ${id} has no checkpoint yet.`, 'Let it train for an epoch, or pause it.')
    const trained = { folder: this.runFolder(id), checkpoint }
    return askEngine(this.#options.launcher, 'exportNetwork', { spec, trained, networkFolder: this.#networkFolder, path })
  }

  /** Writes a spec's network with its initial parameters as an ONNX file; answers with its size in bytes. @throws LabError `export/unwritable` */
  exportSpec(spec: RunSpec, path: string): Promise<number> {
    return askEngine(this.#options.launcher, 'exportNetwork', { spec, trained: null, networkFolder: this.#networkFolder, path })
  }

  /**
   * Takes an ONNX file into the lab, which keeps a copy: runs of it go on when the file itself has gone.
   * @param path absolute
   * @throws LabError `onnx/...`
   */
  importNetwork(path: string): Promise<ImportedNetwork> {
    return askEngine(this.#options.launcher, 'importNetwork', { path, networkFolder: this.#networkFolder })
  }

  /**
   * Writes the gradients of an ONNX file's network on one batch. Paths are absolute.
   * @throws LabError `device/unusable`, `onnx/...`, `gradients/...`
   */
  async gradients(files: { readonly model: string; readonly batch: string; readonly out: string }, device: DeviceChoice): Promise<GradientSummary> {
    return askEngine(this.#options.launcher, 'differentiate', { device: await this.#deviceOf(device), ...files })
  }

  /**
   * Times a spec's training steps against those of peers, and finds out where their time goes.
   * @throws LabError `device/unusable`, `benchmark/...`, what the engine says
   */
  async benchmark(spec: RunSpec, options: BenchmarkOptions): Promise<BenchmarkResult> {
    const device = await this.#deviceOf(spec.device)
    return benchmark(this.#options.launcher, { spec, device, networkFolder: this.#networkFolder }, options)
  }

  /** The first training images of a data set, as an augmentation might change them. @throws LabError `dataset/...` */
  samples(id: DatasetId, count: number, augmentation: Augmentation): Promise<readonly SampleImage[]> {
    return this.#samples.first(id, count, augmentation)
  }

  /**
   * Starts a run, or queues it behind the one that goes on.
   * @param title empty: made of the settings
   * @throws LabError `spec/invalid`, `device/unusable`, `network/...`, `onnx/...` where the network cannot take these images, `store/...`
   */
  async start(spec: RunSpec, title: string): Promise<RunRecord> {
    this.#assertOpen()
    const valid = parseRunSpec(spec)
    // A choice is told off at once; what `auto` stands for is found when the run's turn has come.
    if (valid.device !== 'auto') await this.#devices.usable(valid.device)
    if (!hasOwnSize(valid)) await this.summarize(valid) // which builds the network, or says why it cannot be
    this.#assertOpen()
    return this.#enqueue(this.#store.runs.create(valid, title.trim() || titleOf(valid), this.#ownership.id))
  }

  /** Pauses the run that goes on, with a checkpoint. @throws LabError where it does not go on here, or ends instead */
  async pause(id: string): Promise<RunRecord> {
    return this.#supervisorOf(id).pause()
  }

  /**
   * Goes on with a paused run, or with an ended one from its newest whole checkpoint (from the beginning where it has none).
   * @throws LabError `run/unknown`, `run/active`, `run/completed`
   */
  async resume(id: string): Promise<RunRecord> {
    this.#assertOpen()
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) {
      // Where its process is about to end, the run can go on in a new one as soon as it has.
      if (supervisor.record.endedAt === null) {
        this.#estimator.makeWay()
        return supervisor.resume()
      }
      await supervisor.ended
    }
    if (this.#queue.isWaiting(id)) return this.#store.runs.get(id)
    return this.#enqueue(this.#store.runs.takeAgain(id, this.#ownership.id))
  }

  /** Stops a run with a checkpoint; one that waits just ends. @throws LabError where the engine crashes instead */
  async stop(id: string): Promise<RunRecord> {
    const waiting = this.#queue.withdraw(id)
    return waiting ? this.#endWaiting(waiting) : this.#supervisorOf(id).stop()
  }

  /** Deletes an ended run and its files. @throws LabError `run/unknown`, `run/active` */
  async remove(id: string): Promise<null> {
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor?.record.endedAt) await supervisor.ended
    this.#store.runs.remove(id)
    rmSync(this.runFolder(id), { recursive: true, force: true, maxRetries: 5 })
    this.#emit({ type: 'removed', runId: id })
    return null
  }

  /** All runs, newest first; those that cannot be read are left out. */
  runs(): Promise<readonly RunRecord[]> {
    return promised(() => this.listRuns().runs)
  }

  /** All runs, newest first, and the ids of those that cannot be read. */
  listRuns(): RunList {
    const { runs, unreadable } = this.#store.runs.list()
    return { runs: runs.map((run) => this.#asItStands(run)), unreadable }
  }

  /** A run with the points of its curves. @throws LabError `run/unknown`, `store/damaged` */
  run(id: string): Promise<RunDetail> {
    return promised(() => {
      const stored = this.#store.runs.get(id)
      return { run: this.#asItStands(stored), points: this.#store.runs.points(id) }
    })
  }

  /** Calls the listener for every event; returns the function that ends it. */
  onEvent(listener: (event: LabEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** The run that goes on in this process, or is paused in it; null where none is. */
  get activeRun(): RunRecord | null {
    const run = this.#queue.active?.record
    return run?.endedAt === null ? run : null
  }

  /** Whether another window or terminal of the lab trains at this moment. */
  get isBusyElsewhere(): boolean {
    return this.#store.runs.busyElsewhere(this.#ownership.id)
  }

  /** Absolute path of a run's own folder. */
  runFolder(id: string): string {
    return join(this.#options.home, 'runs', id)
  }

  /** Absolute path of the folder that holds the lab's copies of networks from files. */
  get #networkFolder(): string {
    return join(this.#options.home, 'networks')
  }

  /** Ends the engine process of the run that goes on at once, without a checkpoint. */
  kill(reason: Problem): void {
    this.#queue.active?.kill(reason)
  }

  /**
   * Closes the lab: ends what waits, stops a run that goes on with a checkpoint (or kills its engine where that takes too long),
   * closes the store. Further calls do nothing.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    for (const run of this.#queue.withdrawAll()) this.#endWaiting(run)
    this.#estimator.close()
    this.#devices.close()
    const active = this.#queue.active
    if (active) {
      const stepSeconds = this.#store.runs.medianStepSeconds(active.record.id) ?? 0
      const patience = setTimeout(() => {
        active.kill({
          code: 'engine/too-slow',
          message: 'The lab was closed, and the engine did not write a checkpoint in time.',
          remedy: 'Resume the run from the checkpoint before.',
        })
      }, closingPatience + 3000 * stepSeconds)
      active.stop().catch(() => undefined) // the run's record tells what happened
      await active.ended
      clearTimeout(patience)
    }
    this.#ownership.close()
    this.#store.close()
  }

  #enqueue(run: RunRecord): RunRecord {
    this.#emit({ type: 'run', run })
    this.#queue.add(run)
    return this.#queue.supervisorOf(run.id)?.record ?? this.#store.runs.get(run.id)
  }

  /** Starts a run whose turn has come. */
  #begin(run: RunRecord): RunSupervisor | null {
    this.#estimator.makeWay()
    const { id } = run
    try {
      const folder = this.runFolder(id)
      if (run.startedAt === null) setAside(folder)
      makeFolder(folder)
      return new RunSupervisor(this.#store.runs.get(id), {
        launcher: this.#options.launcher,
        store: this.#store.runs,
        owner: this.#ownership.id,
        reclaim: () => this.#ownership.reclaim(id),
        folder,
        networkFolder: this.#networkFolder,
        chooseDevice: () => this.#deviceFor(run),
        watchDevice: (device) => this.#devices.watch(device),
        emit: (event) => {
          this.#emit(event)
        },
      })
    } catch (error) {
      const failed = { ...run, status: 'failed' as const, problem: toProblem(error), endedAt: new Date().toISOString() }
      this.#emit({ type: 'run', run: failed })
      try {
        this.#store.runs.save(failed, this.#ownership.id, nothingNew)
      } catch {
        // It was told; a store that cannot be written now finds the run without an owner when the lab is next opened.
      }
      return null
    }
  }

  /** The device for a run whose turn has come: where it goes on, the one that it began on, so that its results stay exact. */
  async #deviceFor({ spec, device, checkpoint }: RunRecord): Promise<DeviceInfo> {
    if (spec.device === 'auto' && device !== null && checkpoint !== null) {
      const before = await this.#devices.device(device)
      if (before.usable) return before
    }
    return this.#estimator.choose(spec)
  }

  /** Ends a run whose turn never came. */
  #endWaiting(run: RunRecord): RunRecord {
    const ended = { ...run, status: 'stopped' as const, endedAt: new Date().toISOString() }
    this.#store.runs.save(ended, this.#ownership.id, nothingNew)
    this.#emit({ type: 'run', run: ended })
    return ended
  }

  /** A stored run with what is known better: by its supervisor while it goes on, by the disk where it can be resumed. */
  #asItStands(stored: RunRecord): RunRecord {
    const going = this.#queue.supervisorOf(stored.id)?.record
    if (going) return going
    return isResumable(stored) ? { ...stored, checkpoint: newestCheckpoint(this.runFolder(stored.id)) } : stored
  }

  /** The device that a choice stands for where nothing is worth a calibration: for `auto` the CPU. @throws LabError `device/unusable` */
  async #deviceOf(choice: DeviceChoice): Promise<DeviceName> {
    return choice === 'auto' ? 'cpu' : (await this.#devices.usable(choice)).name
  }

  #supervisorOf(id: string): RunSupervisor {
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) return supervisor
    if (this.#queue.isWaiting(id)) throw new LabError('run/queued', `Run ${id} waits for the run before it.`, 'Wait for its turn, or stop it.')
    const { status, endedAt } = this.#store.runs.get(id)
    if (endedAt === null) throw activeElsewhere(id)
    throw new LabError('run/ended', `Run ${id} does not go on (${status}).`, 'Resume it first.')
  }

  #isTraining(): boolean {
    const status = this.activeRun?.status
    return status === 'starting' || status === 'running'
  }

  #learnFrom(run: RunRecord, device: DeviceInfo): void {
    try {
      this.#estimator.learnFrom(run, device)
    } catch {
      // Estimates are a comfort; the run's own end has been written already.
    }
  }

  #emit(event: LabEvent): void {
    for (const listener of this.#listeners) listener(event)
  }

  #assertOpen(): void {
    if (this.#closing) throw new LabError('lab/closed', 'The lab is being closed.', 'Start it again.')
  }
}

/** Whether the images have the size that a network of the zoo was made for, so that it fits without being built. */
function hasOwnSize({ network, preprocessing: { height, width } }: RunSpec): boolean {
  const { inputSize } = networkInfo(network)
  return network.kind === 'zoo' && height === inputSize && width === inputSize
}

/** Keeps what a run that never started finds in its folder under another name: checkpoints of a store that was moved away, not its own. */
function setAside(folder: string): void {
  if (newestCheckpoint(folder)) renameSync(folder, `${folder}-before-${Date.now()}`)
}

/** Work done at once, its error as a rejection. */
function promised<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}
