// Supervises one run in one engine process, from its start to any kind of end.
import { formatCount, formatCounted } from '@common/words/plain-format'
import { deviceWords } from '@common/words/run-facts'
import { statusWords } from '@common/words/status-words'
import { phrase } from '@language/phrase'
import { plainDeviceTitle } from '@contract/devices/device-title'
import type { DeviceInfo } from '@contract/devices/devices'
import { runEventSchema, type RunEvent } from '@contract/engine/run-events'
import type { LabEvent } from '@contract/runs/events'
import { fromProblem, heldCode, LabError, lockLostCode, toProblem, type Problem } from '@contract/problem'
import { isActive, type ProgressPoint, type RunRecord, type RunStatus } from '@contract/runs/run-record'
import type { DeviceWatch } from '../../devices/device-watch'
import type { EngineLauncher } from '../../engine-process/channel'
import { EngineSession } from '../../engine-process/engine-session'
import { predictMemory, type Expectation, type MemorySize } from '../../estimates/prediction'
import { log, logTrouble } from '../../../log/log'
import type { LabStore } from '../../store/lab-store'
import { adviseBatchSize } from './batch-size-advice'
import { withNotice } from './notices'
import { ProgressThrottle } from './progress-throttle'
import { OwnershipLost, RunJournal, type RunKeeper } from './run-journal'
import { Waiters } from './waiters'

export interface SupervisorDeps {
  readonly launcher: EngineLauncher
  readonly store: { readonly runs: RunKeeper; readonly checkpoints: Pick<LabStore['checkpoints'], 'newest'> }
  /** Id of this process in the store. */
  readonly owner: string
  /** Takes the run back where another process has marked it as orphaned; false where another process has taken it over. */
  readonly reclaim: () => Promise<boolean>
  /** Makes the run's folder ready. */
  readonly prepare: () => Promise<void>
  /** Absolute path of the run's own folder. */
  readonly folder: string
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** Finds the device to train on, which may take a calibration; the signal is aborted when the run ends meanwhile. */
  readonly chooseDevice: (signal: AbortSignal) => Promise<DeviceInfo>
  /** Threads that the run computes with on the CPU; null: one per processor. */
  readonly threads: number | null
  /** Absolute path of the file of measured ways. */
  readonly plansFile: string
  /** What the run will cost, the same as in its estimate. */
  readonly expect: (device: DeviceInfo, network: MemorySize) => Promise<Expectation>
  /** Begins to read memory and utilisation of a device; null where nothing reports them. */
  readonly watchDevice: (device: DeviceInfo) => Promise<DeviceWatch | null>
  readonly emit: (event: LabEvent) => void
}

const resumeRemedy = phrase('Resume the run from its last checkpoint, or start it again.')

export class RunSupervisor {
  readonly #deps: SupervisorDeps
  readonly #journal: RunJournal
  readonly #throttle: ProgressThrottle
  /** Null until the run's start is written down. */
  #session: EngineSession<RunEvent> | null = null
  /** The handling of the engine's events, one after another: each waits until the one before is written. */
  #work: Promise<void>
  /** The device that the run trains on; null until it is chosen. */
  #device: DeviceInfo | null = null
  #watch: DeviceWatch | null = null
  /** Size of the network, as the engine reported at the start. */
  #network: MemorySize | null = null
  /** Aborted when the engine process is gone. */
  readonly #gone = new AbortController()
  #stopping = false
  #secondsLeft: number | null = null
  readonly #createdAt = performance.now()
  /** Training and evaluation before this process, in seconds; null until the engine has started to train, and once it has paused. */
  #secondsBefore: number | null = null
  #besideSeconds: number | null = null
  #isDisturbed = false
  /** Whether the engine has reported the run's end; later events are ignored. */
  #isToldAll = false
  #statusLogged: RunStatus | null = null
  /** The pauses and resumptions requested so far: the engine gets the next one when it has answered the last. */
  #steering: Promise<unknown> = Promise.resolve()
  /** The reason where the supervisor itself ended the engine; else null. */
  #verdict: Problem | null = null
  /** Whether the run's end was written and reported. */
  #concluded = false
  readonly #starting = new Waiters<RunRecord>()
  readonly #pausing = new Waiters<RunRecord>()
  readonly #resuming = new Waiters<RunRecord>()
  readonly #ending = new Waiters<RunRecord>()
  /** Settles when the engine process is gone. */
  readonly ended: Promise<RunRecord>

  /** Starts the run, from its newest whole checkpoint where it has one. */
  constructor(run: RunRecord, deps: SupervisorDeps) {
    this.#deps = deps
    const { store, owner, reclaim } = deps
    this.#journal = new RunJournal(run, {
      ...{ store: store.runs, owner, reclaim },
      onTrouble: (trouble) => {
        this.#giveUp(trouble)
      },
    })
    this.#throttle = new ProgressThrottle(deps.emit)
    this.ended = this.#ending.wait()
    this.#journal.change({ status: 'starting' })
    this.#work = this.#launch()
  }

  /** The run as it stands. */
  get record(): RunRecord {
    return this.#journal.record
  }

  /** The device that the run trains on; null until it is chosen. */
  get device(): DeviceInfo | null {
    return this.#device
  }

  /** Expected time until the run's end, in seconds, without pauses; null until it has trained for a moment. */
  get secondsLeft(): number | null {
    return this.#secondsLeft
  }

  /** What the run took beside training and evaluation, from its turn to the end of its engine process, in seconds; null until then, and where it never trained or was paused. */
  get besideSeconds(): number | null {
    return this.#besideSeconds
  }

  /** Whether the completed run took longer than the machine needs, as other programs had the processor. */
  get isDisturbed(): boolean {
    return this.#isDisturbed
  }

  /** Pauses with a checkpoint; answers when the engine has. @throws LabError where the run ends instead */
  pause(): Promise<RunRecord> {
    return this.#steer('paused')
  }

  /** Goes on after a pause; answers when the engine does. @throws LabError where the run ends instead */
  resume(): Promise<RunRecord> {
    return this.#steer('running')
  }

  /** Stops with a checkpoint; answers when the run has ended. @throws LabError where the engine crashes instead */
  async stop(): Promise<RunRecord> {
    if (!isActive(this.record.status)) return this.record
    const stopped = this.#ending.wait()
    if (!this.#stopping) {
      this.#stopping = true
      // Before the start nothing was computed that a checkpoint could keep, and compiling cannot be interrupted otherwise.
      if (this.record.status === 'starting') this.#session?.end()
      else this.#session?.send({ type: 'stop' })
    }
    const run = await stopped
    if (run.problem) throw fromProblem(run.problem)
    return run
  }

  /** Ends the engine process at once; the run becomes `interrupted` for the given reason. */
  kill(reason: Problem): void {
    this.#verdict ??= reason
    this.#session?.end()
  }

  /** Writes the start down, then starts the engine process. */
  async #launch(): Promise<void> {
    const { id } = this.record
    try {
      await this.#deps.prepare()
      await this.#saveAndTell()
    } catch (trouble) {
      logTrouble('runs', 'run not started', trouble, { run: id })
      await this.#finish({ status: 'failed', problem: toProblem(trouble) })
      return
    }
    if (this.#stopping || this.#verdict) {
      await this.#finish(this.#endWithout(null))
      return
    }
    this.#session = new EngineSession(this.#deps.launcher, {
      doing: 'training',
      remedy: resumeRemedy,
      events: runEventSchema,
      onReady: () => {
        void this.#begin()
      },
      onEvent: (event) => {
        if (this.#isToldAll) return
        this.#isToldAll = event.type === 'completed' || event.type === 'stopped'
        this.#inOrder(() => this.#receive(event))
      },
      onFailed: (problem) => {
        this.#isToldAll = true
        // Of a run in other hands nothing has failed.
        const status = problem.code === heldCode || problem.code === lockLostCode ? 'interrupted' : 'failed'
        this.#inOrder(() => this.#conclude({ status, problem: this.#advised(problem) }))
      },
      onEnd: (problem) => {
        this.#gone.abort()
        this.#inOrder(() => this.#finish(this.#endWithout(problem)))
      },
    })
  }

  /** Does work after all earlier work; an error of the store ends the run, and not the lab. */
  #inOrder(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((trouble: unknown) => {
      this.#giveUp(trouble)
    })
  }

  /** Finds the device, and lets the engine begin. */
  async #begin(): Promise<void> {
    const { chooseDevice, watchDevice, folder, networkFolder, threads, plansFile } = this.#deps
    try {
      const device = await chooseDevice(this.#gone.signal)
      const watch = await watchDevice(device)
      if (this.#gone.signal.aborted) {
        watch?.end()
        return
      }
      this.#device = device
      this.#watch = watch
      this.#session?.send({ type: 'train', spec: this.record.spec, device: device.name, folder, networkFolder, untilEpoch: this.record.untilEpoch, threads: device.name === 'cpu' ? threads : null, plansFile })
    } catch (error) {
      if (this.#gone.signal.aborted) return
      this.#inOrder(() => this.#conclude({ status: 'failed', problem: toProblem(error) }))
    }
  }

  #steer(target: 'paused' | 'running'): Promise<RunRecord> {
    const steered = this.#steering.then(async () => {
      await this.#work // so that the record holds only what is written
      if (this.record.status === 'starting') await this.#starting.wait()
      if (!isActive(this.record.status) || this.#stopping) throw endedError(this.record)
      if (this.record.status === target) return this.record
      this.#session?.send({ type: target === 'paused' ? 'pause' : 'resume' })
      return (target === 'paused' ? this.#pausing : this.#resuming).wait()
    })
    this.#steering = steered.catch(() => undefined) // the caller gets the error
    return steered
  }

  async #receive(event: RunEvent): Promise<void> {
    const runId = this.record.id
    switch (event.type) {
      case 'started': {
        const { device, threads, plan, parameters, stepsPerEpoch, activationBytes } = event
        const startedAt = this.record.startedAt ?? new Date().toISOString()
        const before = this.record
        await this.#journal.rewind(event.from, event.epochs)
        this.#secondsBefore = this.record.elapsedSeconds
        const deviceTitle = plainDeviceTitle({ device, card: this.#device?.card ?? null, isSoftware: this.#device?.isSoftware ?? false, threads }) // the run may have fewer threads than the machine
        this.#network = { parameters, activationBytes }
        const expected = this.#device ? await this.#deps.expect(this.#device, this.#network) : { ...predictMemory(this.#network, this.record.spec, device), stepSeconds: null }
        this.#journal.change({
          ...{ status: 'running', device, deviceTitle, threads, plan, parameters, stepsPerEpoch, startedAt },
          ...{ predictedRssBytes: expected.peakRssBytes, predictedDeviceBytes: expected.deviceBytes },
          // A run that goes on keeps what was expected before its first step: by now its own speed may be remembered.
          ...(event.from === null && { predictedImagesPerSecond: expected.stepSeconds === null ? null : before.spec.batchSize / expected.stepSeconds }),
          deviceBytesBasis: device === 'cpu' ? null : this.#watch?.latest?.deviceBytes == null ? 'counted' : 'measured',
          notice: withNotice(withNotice(before.notice, event.notice ?? (event.from ? null : beginningNotice(before))), event.from && otherPlaceNotice(before, { device, deviceTitle, threads })),
        })
        await this.#saveAndTell()
        this.#starting.resolve(this.record)
        break
      }
      case 'progress': {
        const point = this.#withReadings(event.point)
        this.#journal.addPoint(point)
        this.#secondsLeft = point.secondsLeft
        this.#throttle.offer({ type: 'progress', runId, point })
        break
      }
      case 'evaluating':
        this.#throttle.offer({ type: 'evaluating', runId, done: event.done, total: event.total })
        break
      case 'epoch':
        this.#throttle.drop('evaluating')
        this.#throttle.flush()
        this.#journal.addEpoch(event.result)
        await this.#journal.saveSummary()
        this.#deps.emit({ type: 'epoch', runId, result: event.result })
        this.#tell()
        break
      case 'checkpoint':
        this.#journal.change({ checkpoint: event.checkpoint })
        await this.#saveAndTell()
        break
      case 'paused':
        this.#throttle.flush()
        this.#secondsBefore = null
        this.#journal.change({ status: 'paused' })
        await this.#saveAndTell()
        this.#pausing.resolve(this.record)
        break
      case 'resumed':
        this.#journal.change({ status: 'running' })
        await this.#saveAndTell()
        this.#resuming.resolve(this.record)
        break
      case 'stopped':
      case 'completed': {
        const peakRssBytes = Math.max(this.record.peakRssBytes ?? 0, event.peakRssBytes)
        const notice = withNotice(this.record.notice, event.type === 'completed' ? event.notice : null)
        this.#isDisturbed = event.type === 'completed' && event.isDisturbed
        const test = event.type === 'completed' && event.test ? { testLoss: event.test.loss, testAccuracy: event.test.accuracy } : {}
        await this.#conclude({ status: event.type, peakRssBytes, notice, ...test })
        break
      }
    }
  }

  /** A point of the engine with the readings of the GPU watch. */
  #withReadings(point: ProgressPoint): ProgressPoint {
    const reading = this.#watch?.latest
    if (!reading) return point
    return { ...point, deviceBytes: reading.deviceBytes ?? point.deviceBytes, deviceUtilization: reading.deviceUtilization }
  }

  /** Where memory ran out, the problem with a batch size that should fit. */
  #advised(problem: Problem): Problem {
    return adviseBatchSize(problem, this.record.spec, this.#device, this.#network)
  }

  /** Writes and reports the run's last state. */
  async #conclude(changes: Partial<RunRecord>): Promise<void> {
    if (this.#concluded) return
    this.#throttle.flush()
    // Points first, so that the summary covers them, while the run still counts as ours.
    await this.#journal.saveSummary()
    this.#journal.change({ ...changes, endedAt: new Date().toISOString() })
    await this.#saveAndTell()
    this.#concluded = true
    this.#session?.end()
  }

  /** The end of a run whose engine process exited without reporting one. */
  #endWithout(problem: Problem | null): Partial<RunRecord> {
    const verdict = this.#verdict ?? (problem && this.#advised(problem))
    return verdict ? { status: 'interrupted', problem: verdict } : { status: 'stopped' }
  }

  /** Ends the run after its engine process is gone. */
  async #finish(end: Partial<RunRecord>): Promise<void> {
    this.#gone.abort()
    if (!this.#concluded) {
      try {
        // The engine may have finished a checkpoint without reporting it, or the report may have been lost.
        const [checkpoint = null] = await this.#deps.store.checkpoints.newest([this.#deps.folder])
        this.#journal.change({ checkpoint })
        await this.#conclude(end)
      } catch (trouble) {
        logTrouble('runs', 'end of a run not written', trouble, { run: this.record.id })
        // Listeners are told at least; the next opening of the lab finds the run without an owner.
        this.#journal.change({ status: 'interrupted', problem: end.problem ?? toProblem(trouble), endedAt: new Date().toISOString() })
        this.#tell()
      }
    }
    this.#journal.close()
    this.#watch?.end()
    if (this.#secondsBefore !== null) this.#besideSeconds = (performance.now() - this.#createdAt) / 1000 - (this.record.elapsedSeconds - this.#secondsBefore)
    const ended = this.#verdict ?? this.record.problem
    const error = ended ? fromProblem(ended) : endedError(this.record)
    this.#starting.reject(error)
    this.#pausing.reject(error)
    this.#resuming.reject(error)
    this.#ending.resolve(this.record)
  }

  #giveUp(trouble: unknown): void {
    if (trouble instanceof OwnershipLost) {
      const message = phrase('Run {id} was taken over by another window or terminal of the lab.', { id: this.record.id })
      this.kill({ code: 'run/taken-over', message, remedy: phrase('Follow it there.') })
    } else {
      this.kill(toProblem(trouble))
    }
  }

  /** Saves first, so that listeners learn only of what is on the disk. */
  async #saveAndTell(): Promise<void> {
    await this.#journal.save()
    this.#tell()
  }

  #tell(): void {
    const { id, status, step, problem } = this.record
    if (status !== this.#statusLogged) log(problem ? 'warning' : 'info', 'runs', status, { run: id, step, problem: problem?.code })
    this.#statusLogged = status
    this.#deps.emit({ type: 'run', run: this.record })
  }
}

type RunPlace = Pick<RunRecord, 'device' | 'deviceTitle' | 'threads'>

/** A notice that a run went on with another device or number of threads, where sums are added in another order; null where it did not. */
function otherPlaceNotice(before: RunPlace, now: RunPlace): string | null {
  if (before.device !== null && before.device !== now.device) return phrase('The run went on on {now} instead of {before}: its results may differ in the last digits from those of one left alone.', { now: placeTitle(now), before: placeTitle(before) })
  if (before.threads === null || now.threads === null || before.threads === now.threads) return null
  return phrase('The run went on with {now} instead of {before}: its results may differ in the last digits from those of one left alone.', { now: formatCounted(now.threads, 'thread'), before: before.threads })
}

/** A notice that a run which had got somewhere begins again, since nothing is left to go on from; null where it had not. */
function beginningNotice({ step, checkpoint }: Pick<RunRecord, 'step' | 'checkpoint'>): string | null {
  if (step === 0 && checkpoint === null) return null
  return checkpoint === null
    ? phrase('The run had no checkpoint yet, so that it began again at its first step; its results up to step {step} were dropped.', { step: formatCount(step) })
    : phrase('The run has lost all its checkpoints, so that it began again at its first step; its results up to step {step} were dropped.', { step: formatCount(checkpoint.step) })
}

const placeTitle = (place: RunPlace): string => deviceWords({ ...place, cluster: null })

function endedError(run: RunRecord): LabError {
  return new LabError('run/ended', phrase('Run {id} has ended or is about to ({status}).', { id: run.id, status: statusWords[run.status] }), phrase('Look at its results, or start another run.'))
}
