// Use cases about runs: begin, queue, steer and end them, and look at what came out.
import type { AreaCalls } from '@contract/api/lab-api'
import type { RunDetail } from '@contract/api/runs-api'
import type { DeviceInfo } from '@contract/devices/devices'
import type { LayerTable } from '@contract/models/layer-table'
import { networkInfo } from '@contract/models/networks'
import { LabError, toProblem, type Problem } from '@contract/problem'
import { isResumable, type RunRecord } from '@contract/runs/run-record'
import { oneLine } from '@common/words/one-line'
import { titleOf } from '@common/words/run-title'
import { parseRunSpec, type RunSpec } from '@contract/training/run-spec'
import { renameSync, rmSync } from 'node:fs'
import { makeFolder } from '../../files/make-folder'
import type { Devices } from '../devices/devices'
import type { EngineLauncher } from '../engine-process/channel'
import type { Estimator } from '../estimates/estimator'
import type { HomeFolders } from '../home-folders'
import type { LabEvents } from '../lab-events'
import { activeElsewhere, type RunList } from '../store/run-store'
import type { Store } from '../store/store'
import { newestCheckpoint } from './checkpoints-on-disk'
import type { Ownership } from './ownership'
import { RunQueue } from './run-queue'
import { RunSupervisor } from './supervisor/run-supervisor'

export interface RunDeps {
  readonly launcher: EngineLauncher
  readonly folders: HomeFolders
  readonly store: Store
  readonly ownership: Ownership
  readonly devices: Devices
  readonly estimator: Estimator
  /** The layer table at the spec's input size and batch size. @throws LabError where the network cannot be built for it */
  readonly summarize: (spec: RunSpec) => Promise<LayerTable>
  readonly events: LabEvents
}

/** How long `close` waits for a running engine's checkpoint, in milliseconds: and three of its steps beside. */
const closingPatience = 10_000

const nothingNew = { epochs: [], points: [] }

export class RunUseCases implements AreaCalls<'runs'> {
  readonly #deps: RunDeps
  readonly #queue: RunQueue
  #closed = false

  constructor(deps: RunDeps) {
    this.#deps = deps
    this.#queue = new RunQueue({
      begin: (run) => this.#begin(run),
      onEnded: ({ record, device }) => {
        deps.estimator.makeWay() // what was measured to choose a device for it is wanted no more
        if (device) this.#learnFrom(record, device)
      },
    })
  }

  /**
   * Starts a run, or queues it behind the one that goes on.
   * @param title empty: made of the settings
   * @throws LabError `spec/invalid`, `device/unusable`, `network/...`, `onnx/...` where the network cannot take these images, `store/...`
   */
  async start(spec: RunSpec, title: string): Promise<RunRecord> {
    this.#assertOpen()
    const { store, ownership, devices, summarize } = this.#deps
    const valid = parseRunSpec(spec)
    // An unusable choice is rejected at once; what `auto` stands for is found when the run's turn has come.
    if (valid.device !== 'auto') await devices.usable(valid.device)
    if (!hasOwnSize(valid)) await summarize(valid) // which builds the network, or says why it cannot be
    this.#assertOpen()
    return this.#enqueue(store.runs.create(valid, oneLine(title) || titleOf(valid), ownership.id))
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
    const { store, ownership, estimator } = this.#deps
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) {
      // Where its process is about to end, the run can go on in a new one as soon as it has.
      if (supervisor.record.endedAt === null) {
        estimator.makeWay()
        return supervisor.resume()
      }
      await supervisor.ended
    }
    if (this.#queue.isWaiting(id)) return store.runs.get(id)
    return this.#enqueue(store.runs.takeAgain(id, ownership.id))
  }

  /**
   * Goes on with a completed run for more epochs, from its last checkpoint. A title that tells of the settings follows them.
   * @param epochs how many more
   * @throws LabError `run/unknown`, `run/active`, `run/not-completed`, `run/no-checkpoint`, `spec/invalid` where they would be too many
   */
  async trainLonger(id: string, epochs: number): Promise<RunRecord> {
    this.#assertOpen()
    const { store, folders, ownership } = this.#deps
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor?.record.endedAt) await supervisor.ended // only its process is left
    const run = store.runs.get(id)
    if (!newestCheckpoint(folders.run(id))) {
      throw new LabError('run/no-checkpoint', `The checkpoints of run ${id} are gone.`, 'Start a new run with more epochs.')
    }
    const spec = parseRunSpec({ ...run.spec, epochs: run.epochs.length + epochs })
    const title = run.title === titleOf(run.spec) ? titleOf(spec) : run.title
    return this.#enqueue(store.runs.takeLonger(id, { spec, title }, ownership.id))
  }

  /** Stops a run with a checkpoint; one that waits just ends. @throws LabError where the engine crashes instead */
  async stop(id: string): Promise<RunRecord> {
    const waiting = this.#queue.withdraw(id)
    return waiting ? this.#endWaiting(waiting) : this.#supervisorOf(id).stop()
  }

  /** Deletes an ended run and its files. @throws LabError `run/unknown`, `run/active` */
  async remove(id: string): Promise<null> {
    const { store, folders, events } = this.#deps
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor?.record.endedAt) await supervisor.ended
    store.runs.remove(id)
    rmSync(folders.run(id), { recursive: true, force: true, maxRetries: 5 })
    events.tell({ type: 'removed', runId: id })
    return null
  }

  /** All runs, newest first; those that cannot be read are left out. */
  async runs(): Promise<readonly RunRecord[]> {
    return (await this.list()).runs
  }

  /** All runs, newest first, and the ids of those that cannot be read. */
  list(): Promise<RunList> {
    return promised(() => {
      const { runs, unreadable } = this.#deps.store.runs.list()
      return { runs: runs.map((run) => this.#asItStands(run)), unreadable }
    })
  }

  /** A run with the points of its curves. @throws LabError `run/unknown`, `store/damaged` */
  run(id: string): Promise<RunDetail> {
    return promised(() => {
      const { store } = this.#deps
      return { run: this.#asItStands(store.runs.get(id)), points: store.runs.points(id) }
    })
  }

  /** The run that goes on in this process, or is paused in it; null where none is. */
  get active(): RunRecord | null {
    const run = this.#queue.active?.record
    return run?.endedAt === null ? run : null
  }

  /** Whether a run keeps the processor busy in this process. */
  get isTraining(): boolean {
    const status = this.active?.status
    return status === 'starting' || status === 'running'
  }

  /** Whether another window or terminal of the lab trains at this moment. */
  get isBusyElsewhere(): boolean {
    return this.#deps.store.runs.busyElsewhere(this.#deps.ownership.id)
  }

  /** Ends the engine process of the run that goes on at once, without a checkpoint. */
  kill(reason: Problem): void {
    this.#queue.active?.kill(reason)
  }

  /** Takes no more runs, and ends what waits. */
  endWaiting(): void {
    this.#closed = true
    for (const run of this.#queue.withdrawAll()) this.#endWaiting(run)
  }

  /** Stops a run that goes on with a checkpoint, or kills its engine where that takes too long. */
  async close(): Promise<void> {
    const { active } = this.#queue
    if (!active) return
    const stepSeconds = this.#deps.store.runs.medianStepSeconds(active.record.id) ?? 0
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

  #enqueue(run: RunRecord): RunRecord {
    this.#deps.events.tell({ type: 'run', run })
    this.#queue.add(run)
    return this.#queue.supervisorOf(run.id)?.record ?? this.#deps.store.runs.get(run.id)
  }

  /** Starts a run whose turn has come. */
  #begin(run: RunRecord): RunSupervisor | null {
    const { launcher, folders, store, ownership, devices, estimator, events } = this.#deps
    estimator.makeWay()
    const { id } = run
    try {
      const folder = folders.run(id)
      if (run.startedAt === null) setAside(folder)
      makeFolder(folder)
      return new RunSupervisor(store.runs.get(id), {
        launcher,
        store: store.runs,
        owner: ownership.id,
        reclaim: () => ownership.reclaim(id),
        folder,
        networkFolder: folders.networks,
        chooseDevice: (signal) => this.#deviceFor(run, signal),
        watchDevice: (device) => devices.watch(device),
        emit: (event) => {
          events.tell(event)
        },
      })
    } catch (error) {
      const failed = { ...run, status: 'failed' as const, problem: toProblem(error), endedAt: new Date().toISOString() }
      events.tell({ type: 'run', run: failed })
      try {
        store.runs.save(failed, ownership.id, nothingNew)
      } catch {
        // It was told; a store that cannot be written now finds the run without an owner when the lab is next opened.
      }
      return null
    }
  }

  /** The device for a run whose turn has come: where it goes on, the one that it began on, so that its results stay exact. */
  async #deviceFor({ spec, device, checkpoint }: RunRecord, signal: AbortSignal): Promise<DeviceInfo> {
    const { devices, estimator } = this.#deps
    if (spec.device === 'auto' && device !== null && checkpoint !== null) {
      const before = await devices.device(device)
      if (before.usable) return before
    }
    return estimator.choose(spec, signal)
  }

  /** Ends a run whose turn never came. */
  #endWaiting(run: RunRecord): RunRecord {
    const { store, ownership, events } = this.#deps
    const ended = { ...run, status: 'stopped' as const, endedAt: new Date().toISOString() }
    store.runs.save(ended, ownership.id, nothingNew)
    events.tell({ type: 'run', run: ended })
    return ended
  }

  /** A stored run with what is known better: by its supervisor while it goes on, by the disk where it can be resumed. */
  #asItStands(stored: RunRecord): RunRecord {
    const going = this.#queue.supervisorOf(stored.id)?.record
    if (going) return going
    return isResumable(stored) ? { ...stored, checkpoint: newestCheckpoint(this.#deps.folders.run(stored.id)) } : stored
  }

  #supervisorOf(id: string): RunSupervisor {
    const supervisor = this.#queue.supervisorOf(id)
    if (supervisor) return supervisor
    if (this.#queue.isWaiting(id)) throw new LabError('run/queued', `Run ${id} waits for the run before it.`, 'Wait for its turn, or stop it.')
    const { status, endedAt } = this.#deps.store.runs.get(id)
    if (endedAt === null) throw activeElsewhere(id)
    throw new LabError('run/ended', `Run ${id} does not go on (${status}).`, 'Resume it first.')
  }

  #learnFrom(run: RunRecord, device: DeviceInfo): void {
    try {
      this.#deps.estimator.learnFrom(run, device)
    } catch {
      // Estimates are a comfort; the run's own end has been written already.
    }
  }

  #assertOpen(): void {
    if (this.#closed) throw new LabError('lab/closed', 'The lab is being closed.', 'Start it again.')
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
