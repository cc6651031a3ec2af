// Use cases about runs: begin, queue, steer and end them, and look at what came out.
import { statusWords } from '@common/words/status-words'
import { splitWords } from '@common/words/split-words'
import { phrase } from '@language/phrase'
import type { AreaCalls } from '@contract/api/lab-api'
import type { RunDetail } from '@contract/api/runs-api'
import type { CurveColumns, MergedCurves } from '@contract/runs/curve-columns'
import type { Telemetry } from '@contract/runs/telemetry'
import type { DeviceInfo } from '@contract/devices/devices'
import type { NetworkAnalysis } from '@contract/models/network-analysis'
import { networkInfo } from '@contract/models/networks'
import { heldCode, LabError, type Problem } from '@contract/problem'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { heldOutSplit } from '@contract/runs/held-out'
import { isResumable, titleSchema, type RunRecord } from '@contract/runs/run-record'
import { normalizationOf } from '@common/preprocessing/input-form'
import { formatCounted } from '@common/words/plain-format'
import { hasDefaultTitle, titleOf } from '@common/words/run-title'
import { parseRunSpec, type RunSpec } from '@contract/training/run-spec'
import { rename, rm } from 'node:fs/promises'
import { datasetInfo } from '../../data/catalogue'
import { holderOf } from '../../files/folder-lock/folder-lock'
import { heldWords } from '../../files/folder-lock/holder-words'
import { makeFolder } from '../../files/make-folder'
import { log, logTrouble } from '../../log/log'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { Estimator } from '../estimates/estimator'
import { readTelemetry } from '../../telemetry/telemetry-file'
import type { HomeFolders } from '../home-folders'
import { labClosed } from '../lab-closed'
import type { LabEvents } from '../lab-events'
import { activeElsewhere, type RunErrand } from '../store/run-store'
import type { LabStore } from '../store/lab-store'
import { OutsideNews } from './outside-news'
import type { Ownership } from './ownership'
import type { RunMarkKeeper } from './run-mark-keeper'
import { QueueForecaster, threadsEach } from './queue/queue-forecast'
import { QueueKeeper } from './queue/queue-keeper'
import { QueueUseCases } from './queue/queue-use-cases'
import { RunQueue } from './queue/run-queue'
import { RunSupervisor } from './supervisor/run-supervisor'

export interface RunDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: LabStore
  readonly ownership: Ownership
  readonly devices: Devices
  readonly estimator: Estimator
  /** The analysis at the spec's input size and batch size. @throws LabError where the network cannot be built for it */
  readonly summarize: (spec: RunSpec) => Promise<NetworkAnalysis>
  readonly events: LabEvents
  readonly marks: RunMarkKeeper
}

/** Milliseconds that `close` waits for a running engine's checkpoint, in addition to the time of three steps. */
const closingPatience = 10_000

/** Milliseconds between two looks at what other processes changed. */
const followInterval = 1000

/** Folders of runs that are searched in one call of the store, so that its thread can do other calls in between. */
const foldersAtOnce = 50

const nothingNew = { epochs: [], points: [] }

/** Most samples of telemetry that the page gets: as many as a chart has columns of pixels. */
const mostSamples = 1000

export class RunUseCases implements AreaCalls<'runs'> {
  readonly #deps: RunDeps
  readonly #queue: RunQueue
  readonly #keeper: QueueKeeper
  /** The calls about the queue. */
  readonly queue: QueueUseCases
  #closed = false
  #following: NodeJS.Timeout | null = null
  /** Resumptions that are being written to the store, by run; a second request for a run shares the first one. */
  readonly #resuming = new Map<string, Promise<RunRecord>>()
  /** Settles when the calibrations of all ended runs are stored. */
  #learning: Promise<unknown> = Promise.resolve()

  constructor(deps: RunDeps) {
    this.#deps = deps
    const forecaster = new QueueForecaster(deps)
    this.#queue = new RunQueue({
      begin: (run) => this.#begin(run),
      onEnded: ({ record, device, besideSeconds, isDisturbed }) => {
        deps.estimator.makeWay() // measurements to choose a device for this run are no longer needed
        forecaster.forget()
        if (device && !isDisturbed && this.#queue.trainedAlone(record.id)) this.#learning = Promise.all([this.#learning, this.#learnFrom(record, device, besideSeconds)])
      },
      hasRoom: (run, beside) => forecaster.hasRoom(run, beside),
      onChanged: () => {
        this.#keeper.changed()
      },
    })
    this.#keeper = new QueueKeeper({ queue: this.#queue, store: deps.store, owner: deps.ownership.id, events: deps.events })
    this.queue = new QueueUseCases({ queue: this.#queue, keeper: this.#keeper, forecaster, goOn: (ids) => this.#goOn(ids) })
  }

  /**
   * Starts a run, or queues it behind the one that goes on.
   * @param title empty: made of the settings
   * @param errand of a run of a sweep: its point there, and the epoch that it stops after
   * @throws LabError `spec/invalid`, `run/title`, `preprocessing/numbers`, `device/unusable`, `network/...`, `onnx/...` where the network cannot take these images, `store/...`
   */
  async start(spec: RunSpec, title: string, errand?: RunErrand): Promise<RunRecord> {
    this.#assertOpen()
    const { store, ownership, devices, summarize } = this.#deps
    const valid = parseRunSpec(spec)
    const ownTitle = checkedTitle(title)
    if (valid.preprocessing.normalization !== 'none') normalizationOf(valid.preprocessing, datasetInfo(valid.dataset.id))
    // An unusable choice is rejected at once; what `auto` stands for is found when the run's turn has come.
    if (valid.device !== 'auto') await devices.usable(valid.device)
    if (!hasOwnSize(valid)) await summarize(valid) // builds the network, or says why that is impossible
    this.#assertOpen()
    return this.#enqueue(await store.runs.create(valid, ownTitle || titleOf(valid), ownership.id, errand, ownTitle === ''))
  }

  /** Pauses the run that goes on, with a checkpoint. @throws LabError where it does not go on here, or ends instead */
  async pause(id: string): Promise<RunRecord> {
    return this.#queue.pause(await this.#supervisorOf(id))
  }

  /**
   * Goes on with a paused run, or with an ended one from its newest whole checkpoint (from the beginning where it has none).
   * @param untilEpoch epoch that an ended run stops after; null: it goes to its last
   * @throws LabError `run/unknown`, `run/active`, `run/completed`
   */
  async resume(id: string, untilEpoch: number | null = null): Promise<RunRecord> {
    this.#assertOpen()
    const { store, estimator } = this.#deps
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) {
      // Where the run's process is about to end, the run goes on in a new one afterwards.
      if (supervisor.record.endedAt === null) {
        estimator.makeWay()
        return this.#queue.resume(supervisor)
      }
      await supervisor.ended
    }
    if (this.#queue.isWaiting(id)) return store.runs.get(id)
    const pending = this.#resuming.get(id)
    if (pending) return pending
    const resumed = this.#takeAgain(id, untilEpoch).then((run) => {
      this.#keeper.settle(id)
      return this.#enqueue(run)
    })
    this.#resuming.set(id, resumed)
    try {
      return await resumed
    } finally {
      this.#resuming.delete(id)
    }
  }

  /**
   * Goes on with a completed run for more epochs, from its last checkpoint. A title that was made from the settings is made again.
   * @param epochs how many more
   * @throws LabError `run/unknown`, `run/active`, `run/not-completed`, `run/stopped-early`, `run/checkpoints-gone`, `spec/invalid` where they would be too many
   */
  async trainLonger(id: string, epochs: number): Promise<RunRecord> {
    this.#assertOpen()
    const { store, folders, ownership } = this.#deps
    await this.settled(id) // only its process is left
    const run = await store.runs.get(id)
    await this.#assertInNoHands(id)
    if (run.status === 'completed' && run.epochs.length < run.spec.epochs) {
      const message = phrase('Run {id} ended early, since its {split} loss fell no more; it would end again at once.', { id, split: splitWords[heldOutSplit(run.spec)] })
      throw new LabError('run/stopped-early', message, phrase('Start a new run with more patience.'))
    }
    const [checkpoint = null] = await store.checkpoints.newest([folders.run(id)])
    if (!checkpoint) {
      throw new LabError('run/checkpoints-gone', phrase('The checkpoints of run {id} are gone.', { id }), phrase('Start a new run with more epochs.'))
    }
    const spec = parseRunSpec({ ...run.spec, epochs: run.epochs.length + epochs })
    const title = hasDefaultTitle(run) ? titleOf(spec) : run.title
    return this.#enqueue(await store.runs.takeLonger(id, { spec, title }, ownership.id))
  }

  /** Stops a run with a checkpoint; one that waits just ends. @throws LabError where the engine crashes instead */
  async stop(id: string): Promise<RunRecord> {
    const waiting = this.#queue.withdraw(id)
    return waiting ? this.#endWaiting(waiting) : (await this.#supervisorOf(id)).stop()
  }

  /** Deletes an ended run and its files. @throws LabError `run/unknown`, `run/active` */
  async remove(id: string): Promise<null> {
    const { store, folders, events } = this.#deps
    await this.settled(id)
    await this.#assertInNoHands(id)
    await store.runs.remove(id)
    this.#keeper.settle(id)
    await rm(folders.run(id), { recursive: true, force: true, maxRetries: 5 })
    events.tell({ type: 'removed', runId: id })
    return null
  }

  /** The runs that go on or wait, and the newest of the others; newest first. */
  async currentRuns(): Promise<readonly RunRecord[]> {
    return this.#asTheyStand(await this.#deps.store.runs.current())
  }

  /** Waits until the engine process of a run that has ended is gone; a run that goes on is not waited for. */
  async settled(id: string): Promise<void> {
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor?.record.endedAt) await supervisor.ended
  }

  /** A run with the points of its curves. @throws LabError `run/unknown`, `store/damaged` */
  async run(id: string): Promise<RunDetail> {
    const [run, points] = await Promise.all([this.record(id), this.#deps.store.runs.points(id)])
    return { run, points }
  }

  /** A run without its points. @throws LabError `run/unknown`, `store/damaged` */
  async record(id: string): Promise<RunRecord> {
    const stored = await this.#deps.store.runs.get(id)
    const [run = stored] = await this.#asTheyStand([stored])
    return run
  }

  /** The points of a run's curves by column. @throws LabError `run/unknown`, `store/damaged` */
  curves(id: string): Promise<CurveColumns> {
    return this.#deps.store.runs.curves(id)
  }

  /** The points of a run's curves by column, merged to a few thousand. @throws LabError `run/unknown`, `store/damaged` */
  mergedCurves(id: string): Promise<MergedCurves> {
    return this.#deps.store.runs.mergedCurves(id)
  }

  /** The page's telemetry of a run: at most about a thousand samples, see `RunsResults`. @throws LabError `run/unknown`, `store/damaged`; as `fs` does */
  telemetry(id: string): Promise<Telemetry | null> {
    return this.#telemetry(id, mostSamples)
  }

  /** All samples of a run's telemetry; null: the run has not looked (yet). @throws LabError `run/unknown`, `store/damaged`; as `fs` does */
  wholeTelemetry(id: string): Promise<Telemetry | null> {
    return this.#telemetry(id, Infinity)
  }

  async #telemetry(id: string, most: number): Promise<Telemetry | null> {
    await this.record(id)
    return readTelemetry(this.#deps.folders.run(id), most)
  }

  /** The runs that have an engine process here: those that train, then those that are paused. */
  get active(): readonly RunRecord[] {
    return this.#queue.active.map(({ record }) => record).filter(({ endedAt }) => endedAt === null)
  }

  /** The runs that train in this process. */
  get training(): readonly RunRecord[] {
    return this.active.filter(({ status }) => status === 'starting' || status === 'running')
  }

  /** Whether a run keeps the processor busy in this process. */
  get isTraining(): boolean {
    return this.training.length > 0
  }

  /** Whether another window or terminal of the lab trains at this moment. */
  isBusyElsewhere(): Promise<boolean> {
    return this.#deps.store.runs.busyElsewhere(this.#deps.ownership.id)
  }

  /** Tells from now on of runs and own networks that other processes add, change or remove in the same home. */
  followOthers(): void {
    if (this.#following) return
    const { store, ownership, events } = this.#deps
    const news = new OutsideNews({
      changesSince: () => store.changes.since(ownership.id),
      read: async (id) => {
        const stored = await store.runs.get(id)
        const [run = stored] = await this.#asTheyStand([stored])
        return run
      },
      readSweep: async (id) => ({ ...(await store.sweeps.get(id)), points: [...(await store.sweeps.points(id))] }),
      tell: (event) => {
        if (!this.#closed) events.tell(event)
      },
    })
    const look = (): void => {
      news.look().catch((error: unknown) => {
        logTrouble('runs', 'changes elsewhere not read', error) // and asked for again in a second
      })
    }
    look() // from here on: what comes later than the first lists of the page is news to it
    this.#following = setInterval(look, followInterval)
    this.#following.unref()
  }

  /** Ends the engine processes of all runs at once, without a checkpoint. */
  kill(reason: Problem): void {
    for (const supervisor of this.#queue.active) supervisor.kill(reason)
  }

  /**
   * Takes over the queue that the last lab of the window has left, and keeps its own from now on: runs that wait when the lab ends go on waiting.
   * Without this call they end with the lab, as those of a command do. To be called once, before any run is started.
   */
  async takeOverQueue(): Promise<void> {
    const waiting = await this.#keeper.takeOver()
    const { afterRestart, cutShort } = this.#keeper.state
    if (afterRestart === 'go-on') {
      await this.#goOn(cutShort).catch((error: unknown) => {
        logTrouble('runs', 'a run that was cut short does not go on', error) // it stands in the list of runs, where it can be resumed
      })
    }
    if (waiting.length > 0) log('info', 'runs', 'queue taken over', { waiting: waiting.length })
    this.#queue.add(waiting)
  }

  /** Takes no more runs; those that wait end, or go on waiting where the queue outlives the lab. */
  async endWaiting(): Promise<void> {
    this.#closed = true
    if (this.#following) clearInterval(this.#following)
    const isKept = await this.#keeper.freeze()
    for (const run of this.#queue.withdrawAll()) if (!isKept) await this.#endWaiting(run)
  }

  /** Stops runs that go on with a checkpoint, or kills their engines where that takes too long. */
  async close(): Promise<void> {
    await Promise.all(this.#queue.active.map((supervisor) => this.#stopInTime(supervisor)))
    await this.#learning
  }

  async #stopInTime(supervisor: RunSupervisor): Promise<void> {
    const stepSeconds = (await this.#deps.store.runs.medianStepSeconds(supervisor.record.id)) ?? 0
    const patience = setTimeout(() => {
      supervisor.kill({
        code: 'engine/too-slow',
        message: phrase('The lab was closed, and the engine did not write a checkpoint in time.'),
        remedy: phrase('Resume the run from the checkpoint before.'),
      })
    }, closingPatience + 3000 * stepSeconds)
    supervisor.stop().catch(() => undefined) // the run's record tells what happened
    await supervisor.ended
    clearTimeout(patience)
  }

  /** Goes on with ended runs, before all that wait. @throws LabError why one of them cannot; the others do */
  async #goOn(ids: readonly string[]): Promise<void> {
    this.#assertOpen()
    const { store, events } = this.#deps
    const taken = await Promise.allSettled(ids.map(async (id) => this.#takeAgain(id, (await store.runs.get(id)).untilEpoch)))
    const runs = taken.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    for (const run of runs) events.tell({ type: 'run', run })
    this.#queue.add(runs, 'front')
    for (const id of ids) this.#keeper.settle(id)
    await this.#keeper.written()
    for (const outcome of taken) if (outcome.status === 'rejected') throw outcome.reason
  }

  async #enqueue(run: RunRecord): Promise<RunRecord> {
    if (this.#closed) {
      await this.#endWaiting(run) // the lab was closed while the run was written down
      this.#assertOpen()
    }
    log('info', 'runs', 'queued', { run: run.id })
    this.#deps.events.tell({ type: 'run', run })
    this.#queue.add([run])
    await this.#keeper.written()
    return this.#queue.supervisorOf(run.id)?.record ?? run
  }

  /** Starts a run whose turn has come. */
  #begin(run: RunRecord): RunSupervisor {
    const { launcher, folders, store, ownership, devices, estimator, events, marks } = this.#deps
    estimator.makeWay()
    const { id } = run
    const folder = folders.run(id)
    return new RunSupervisor(run, {
      launcher,
      store,
      owner: ownership.id,
      reclaim: () => ownership.reclaim(id),
      prepare: async () => {
        if (run.startedAt === null) await this.#setAside(folder)
        await makeFolder(folder)
        void marks.keep([id])
      },
      folder,
      threads: this.#threadsFor(run),
      networkFolder: folders.networks,
      plansFile: folders.plans,
      chooseDevice: (signal) => this.#deviceFor(run, signal),
      expect: (device, network) => estimator.expectation(run.spec, device, network),
      watchDevice: (device) => devices.watch(device),
      emit: (event) => {
        events.tell(event)
      },
    })
  }

  /** A run keeps its threads to its end, so that its bytes do not depend on what trains beside it; a new one shares the processors with as many as may train at once. */
  #threadsFor({ threads, checkpoint }: RunRecord): number | null {
    if (threads !== null && checkpoint !== null) return Math.min(threads, threadsEach(1))
    const { atOnce } = this.#keeper.state
    return atOnce === 1 ? null : threadsEach(atOnce)
  }

  /** Renames the folder of a run that never started, if it holds checkpoints: they belong to a store that was moved away. */
  async #setAside(folder: string): Promise<void> {
    const [checkpoint = null] = await this.#deps.store.checkpoints.newest([folder])
    if (checkpoint) await rename(folder, `${folder}-before-${Date.now()}`)
  }

  /** The device for a run whose turn has come. A run that goes on keeps its first device, so that its results stay exact. */
  async #deviceFor({ spec, device, checkpoint }: RunRecord, signal: AbortSignal): Promise<DeviceInfo> {
    const { devices, estimator } = this.#deps
    if (spec.device === 'auto' && device !== null && checkpoint !== null) {
      const before = await devices.device(device)
      if (before.usable) return before
    }
    return estimator.choose(spec, signal)
  }

  /** Ends a run whose turn never came. */
  async #endWaiting(run: RunRecord): Promise<RunRecord> {
    const { store, ownership, events } = this.#deps
    const ended = { ...run, status: 'stopped' as const, endedAt: new Date().toISOString() }
    await store.runs.save(ended, ownership.id, nothingNew)
    events.tell({ type: 'run', run: ended })
    return ended
  }

  /** Stored runs, brought up to date: the active one by its supervisor, those that can be resumed by the checkpoints on the disk. */
  async #asTheyStand(stored: readonly RunRecord[]): Promise<readonly RunRecord[]> {
    const { store, folders } = this.#deps
    const onDisk = stored.filter((run) => isResumable(run) && !this.#queue.supervisorOf(run.id))
    const checkpoints = new Map<string, CheckpointInfo | null>()
    for (let start = 0; start < onDisk.length; start += foldersAtOnce) {
      const ids = onDisk.slice(start, start + foldersAtOnce).map(({ id }) => id)
      const found = await store.checkpoints.newest(ids.map((id) => folders.run(id)))
      for (const [index, id] of ids.entries()) checkpoints.set(id, found[index] ?? null)
    }
    return stored.map((run) => {
      const checkpoint = checkpoints.get(run.id)
      return this.#queue.supervisorOf(run.id)?.record ?? (checkpoint === undefined ? run : { ...run, checkpoint })
    })
  }

  async #supervisorOf(id: string): Promise<RunSupervisor> {
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) return supervisor
    if (this.#queue.isWaiting(id)) throw new LabError('run/queued', phrase('Run {id} waits for the run before it.', { id }), phrase('Wait for its turn, or stop it.'))
    const { status, endedAt } = await this.#deps.store.runs.get(id)
    if (endedAt === null) throw activeElsewhere(id)
    throw new LabError('run/ended', phrase('Run {id} does not go on ({status}).', { id, status: statusWords[status] }), phrase('Resume it first.'))
  }

  async #learnFrom(run: RunRecord, device: DeviceInfo, besideSeconds: number | null): Promise<void> {
    try {
      await this.#deps.estimator.learnFrom(run, device, besideSeconds)
    } catch (error) {
      // Estimates are a comfort; the run's own end has been written already.
      logTrouble('estimates', 'nothing learnt from a run', error, { run: run.id })
    }
  }

  /** @throws LabError as `resume` does */
  async #takeAgain(id: string, untilEpoch: number | null): Promise<RunRecord> {
    const { store, ownership } = this.#deps
    await this.#assertInNoHands(id)
    return store.runs.takeAgain(id, ownership.id, untilEpoch)
  }

  /** Rejects a run whose engine process lives, though its lab may have given no sign of life for long: it was suspended, or is on another machine. @throws LabError `run/active` */
  async #assertInNoHands(id: string): Promise<void> {
    await this.#deps.store.runs.get(id) // there may be no such run
    const holder = holderOf(this.#deps.folders.run(id))
    if (!holder) return
    const { message, remedy } = heldWords(id, holder)
    throw new LabError(heldCode, message, remedy)
  }

  #assertOpen(): void {
    if (this.#closed) throw labClosed()
  }
}

/** A run's title on one line; empty: none was given. @throws LabError `run/title` */
function checkedTitle(title: string): string {
  const { data, error } = titleSchema.safeParse(title)
  if (data !== undefined) return data
  throw new LabError('run/title', phrase('The title, of {characters}, {fault}.', { characters: formatCounted(title.length, 'character'), fault: error.issues[0]?.message ?? phrase('is none') }), phrase('Shorten it; a note on the run takes longer text.'))
}

/** Whether the images have the size that a network of the zoo was made for, so that it fits without being built. */
function hasOwnSize({ network, preprocessing: { height, width } }: RunSpec): boolean {
  const { inputSize } = networkInfo(network)
  return network.kind === 'zoo' && height === inputSize && width === inputSize
}
