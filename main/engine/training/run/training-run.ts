// A training run from its spec to its last epoch: epochs, evaluation, meters, checkpoints, pause and stop.
import { phrase } from '@language/phrase'
import { checkpointAt, type CheckpointInfo } from '@contract/runs/checkpoints'
import type { DeviceName } from '@contract/devices/devices'
import type { RunEvent } from '@contract/engine/run-events'
import { divergedCode, LabError } from '@contract/problem'
import { heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import { builtInPlan, type ComputePlan } from '@contract/training/plan'
import { imagesAtOnce, type RunSpec } from '@contract/training/run-spec'
import { countOf, type ChosenImages } from '../../../data/chosen-images'
import { leftOutImages } from '../../../data/near-duplicates/left-out-images'
import { epochImages, occurrencesIn } from '../../../data/sampling'
import { fileTrouble } from '../../../files/file-trouble'
import { LockLost, type FolderLock } from '../../../files/folder-lock/folder-lock'
import { logTrouble } from '../../../log/log'
import { activationBytes } from '../../../analysis/value-bytes'
import { parameterCount, stateOf, type Network, type StateValues } from '../../../networks/network'
import { ratesAt } from '../../optimizers/schedules'
import { channelBlock } from '../../plan/channel-block'
import { NotedPlan } from '../../plan/noted-plan'
import { planOfRun } from '../../plan/plan-of-run'
import { recipeOf } from '../../program/training/training-recipe'
import { carriedBy } from '../../program/training/training-step'
import { processorSeconds, wasDisturbed } from '../../runtime/processor-share'
import { cpuThreads, useThreads } from '../../runtime/session'
import { Checkpoints, type Found } from '../checkpoints/checkpoints'
import { FirstState } from '../drawing/first-state'
import { fitFeatures, fittingBatch } from '../fitting/fit-features'
import { chunkSize, stepsAhead } from '../trainer/chunk-size'
import { evaluationBatchSize } from '../../evaluation/evaluation-batch'
import { Evaluator, type Evaluation } from '../../evaluation/evaluator'
import type { ImageSet } from '../trainer/image-set'
import { openTrainer } from '../trainer/open-trainer'
import { isFedByChunks, trainingFormat } from '../trainer/training-images'
import { TelemetryRecorder, type OpenSample } from '../../telemetry/telemetry-recorder'
import { storedEvaluation, storeEvaluation } from './checkpoint-evaluation'
import { prepare, type Preparation } from './preparation'
import { chancesNotice, longerNotice, otherWaysNotice, resumeNotice } from '../checkpoints/resume-notice'
import { earlyEnd } from './early-stopping'
import { FilterRecorder } from './filter-recorder'
import { heldOutLoss } from './held-out-loss'
import { networkOfSpec } from './network-of-spec'
import { StopRequested, type RunControl } from './run-control'
import { withRunLock } from './run-lock'
import type { StepToDraw } from '../drawing/step-draws'
import { freshState, type RunState } from '../checkpoints/run-state'
import type { StepResult, StepToTake, Trainer } from '../trainer/trainer'

/** Least time between two looks at the lock of the run's folder beside those before each change in it, in milliseconds. */
const lockInterval = 1000

/** Least time between two messages on the progress of an evaluation, in milliseconds. */
const evaluationNewsInterval = 200

/** Share of a training step that a forward pass costs, about; by it the time of the first evaluation is guessed. */
const evaluationShare = 1 / 3

/** What a run needs beside its spec. */
export interface TrainingRunOptions {
  /** The device that the spec's choice stands for. */
  readonly device: DeviceName
  /** The run's folder, which gets `checkpoints/`. */
  readonly folder: string
  /** Absolute path of the folder that holds networks from files. */
  readonly networkFolder: string
  /** Threads to compute with on the CPU; null or absent: one per processor. */
  readonly threads?: number | null
  /** Absolute path of the file of measured ways; null or absent: nothing is measured. */
  readonly plansFile?: string | null
  /** See `Task`. */
  readonly drawThread?: string | undefined
  /** The run stops after this epoch; null or left out: it goes to its last. */
  readonly untilEpoch?: number | null
  readonly control: RunControl
  readonly emit: (event: RunEvent) => void
}

/**
 * Trains to the end, or until the control stops it: from the newest checkpoint in the folder that is whole, else from the beginning. Has the
 * folder in hand meanwhile, and no other engine process with it.
 * Emits events from `started` to `completed` or `stopped`.
 * @throws LabError where the spec cannot be trained, another process has the run in hand, a checkpoint cannot be written or the loss is no longer a number
 */
export async function trainRun(spec: RunSpec, options: TrainingRunOptions): Promise<void> {
  // The last event comes when the folder is free again: whoever hears it may go on with the run at once.
  options.emit(
    await withRunLock(options.folder, async (lock) => {
      const run = await TrainingRun.open(spec, options, lock)
      return run.toTheEnd()
    }),
  )
}

/** Where a run begins to train. */
interface Beginning {
  /** The checkpoint that the run goes on from; null where the run begins. */
  readonly from: CheckpointInfo | null
  readonly state: RunState
  /** Results of the epochs before. */
  readonly epochs: readonly EpochResult[]
  /** Which images were left out, which checkpoints had to be passed over, and which parts are not computed as planned, in words. */
  readonly notice: string | null
  /** The way of every site of the program; null on a GPU. */
  readonly plan: ComputePlan | null
}

class TrainingRun {
  #stepSeconds: number | null = null
  /** Seconds that the evaluation of one image takes. */
  #imageSeconds: number | null = null
  /** Of these, the seconds that the device takes. */
  #deviceImageSeconds: number | null = null
  #state: RunState
  #epochs: readonly EpochResult[]
  /** What the last checkpoint holds, and when it was written, in milliseconds. */
  #checkpointed: { readonly state: RunState | null; readonly at: number }
  readonly #spec: RunSpec
  readonly #prepared: Preparation
  readonly #network: Network
  readonly #trainer: Trainer
  /** Null: no telemetry is taken. */
  readonly #telemetry: TelemetryRecorder | null
  /** Null: the network has no convolution. */
  readonly #filters: FilterRecorder | null
  readonly #options: TrainingRunOptions
  readonly #checkpoints: Checkpoints
  readonly #lock: FolderLock
  #nextLockLook = 0
  readonly #beginning: Beginning

  private constructor(
    spec: RunSpec,
    prepared: Preparation,
    network: Network,
    trainer: Trainer,
    telemetry: TelemetryRecorder | null,
    filters: FilterRecorder | null,
    options: TrainingRunOptions,
    checkpoints: Checkpoints,
    lock: FolderLock,
    beginning: Beginning,
  ) {
    this.#spec = spec
    this.#prepared = prepared
    this.#network = network
    this.#trainer = trainer
    this.#telemetry = telemetry
    this.#filters = filters
    this.#options = options
    this.#checkpoints = checkpoints
    this.#lock = lock
    this.#beginning = beginning
    this.#state = beginning.state
    this.#epochs = beginning.epochs
    this.#checkpointed = { state: beginning.from && beginning.state, at: performance.now() }
  }

  /** Reads the data, compiles the program and finds the place to go on from. The initial tensors are not kept, to save memory. */
  static async open(spec: RunSpec, options: TrainingRunOptions, lock: FolderLock): Promise<TrainingRun> {
    const { device, networkFolder, drawThread } = options
    useThreads(options.threads ?? null)
    const networkFor = await networkOfSpec(spec, networkFolder)
    const network = networkFor(imagesAtOnce(spec))
    const { slots } = carriedBy(network, spec)
    const checkpoints = new Checkpoints(options.folder, spec, { network: stateOf(network), optimizer: slots }, () => { lock.assertHeld() })
    const found = await checkpoints.newest()
    // Another thread draws while the images are read; it has ended before a plan is measured.
    const drawing = found.content ? null : FirstState.of(spec, network, drawThread)
    const leftOut = await leftOutImages(spec.dataset)
    const prepared = await prepare({ spec, device, networkFolder, drawThread }, leftOut.images, networkFor)
    const start = performance.now()
    const values = found.content?.values ?? (await fitted(network, prepared, spec.seed, (await drawing?.values()) ?? new Map()))
    const fittingSeconds = network.fitted ? (performance.now() - start) / 1000 : 0
    const { state, epochs } = found.content?.facts ?? { state: { ...freshState, elapsedSeconds: fittingSeconds }, epochs: [] }
    lock.assertHeld()
    const filters = await FilterRecorder.open({ network, folder: options.folder, epochs: spec.epochs }, state.epoch)
    if (state.stepOfEpoch === 0) await filters?.record(state.epoch, values) // before the trainer has the values
    const plan = await notedPlan(spec, prepared, found, options)
    const trainer = await openTrainer(network, prepared.train, values, spec.seed, recipeOf(spec, device, plan.plan), { drawThread })
    const resumed = resumeNotice(found, prepared.stepsPerEpoch) ?? longerNotice(found.content?.facts.spec ?? null, spec) ?? chancesNotice(found.content?.specVersion ?? null, spec)
    const told = found.checkpoint ? resumed : joined([leftOut.notice, resumed]) // a run that goes on has told of its images
    const notice = joined([told, otherWaysNotice(plan.unknown)])
    lock.assertHeld()
    const telemetry = await openTelemetry(spec, prepared, options, state.step)
    return new TrainingRun(spec, prepared, network, trainer, telemetry, filters, options, checkpoints, lock, { from: found.checkpoint, state, epochs, notice, plan: device === 'cpu' ? plan.noted : null })
  }

  /** @returns the last event */
  async toTheEnd(): Promise<RunEvent> {
    const { emit, device } = this.#options
    const { stepsPerEpoch } = this.#prepared
    const parameters = parameterCount(this.#network)
    const { from, epochs, notice, plan } = this.#beginning
    const { graph } = this.#prepared.networkFor(this.#spec.batchSize)
    emit({ type: 'started', device, threads: cpuThreads(), plan, parameters, stepsPerEpoch, activationBytes: activationBytes(graph), from, epochs: [...epochs], notice })
    const [taken, before] = [processorSeconds(), this.#state.elapsedSeconds]
    try {
      let batches = this.#batchesOf(this.#state.epoch)
      while (this.#state.epoch < this.#spec.epochs && this.#earlyEnd === null) {
        if (this.#state.stepOfEpoch === 0 && this.#state.epoch >= (this.#options.untilEpoch ?? Infinity)) throw new StopRequested()
        const nextBatches = this.#batchesOf(this.#state.epoch + 1)
        await this.#trainEpoch(batches, nextBatches)
        await this.#endEpoch(await this.#evaluate())
        batches = nextBatches
      }
      const { notice: untold, test } = await this.#test()
      const isDisturbed = wasDisturbed(device, processorSeconds() - taken, this.#state.elapsedSeconds - before)
      return { type: 'completed', peakRssBytes: peakRssBytes(), isDisturbed, notice: joined([this.#state.epoch < this.#spec.epochs ? this.#earlyEnd : null, untold]), ...(this.#isTestedOnce && test && { test: { loss: test.loss, accuracy: test.accuracy } }) }
    } catch (error) {
      if (!(error instanceof StopRequested)) throw error
      await this.#checkpoint()
      return { type: 'stopped', peakRssBytes: peakRssBytes() }
    }
  }

  /** Why the run ends before its last epoch; null where it goes on, and within an epoch. */
  get #earlyEnd(): string | null {
    return this.#state.stepOfEpoch === 0 ? earlyEnd(this.#epochs, this.#spec) : null
  }

  /** Trains the rest of the current epoch. @param nextBatches batches of the next epoch, which the trainer may draw ahead */
  async #trainEpoch(batches: readonly Uint32Array[], nextBatches: readonly Uint32Array[]): Promise<void> {
    const { epochs, optimizer, schedule } = this.#spec
    const { stepsPerEpoch } = this.#prepared
    const upcoming = [...this.#stepsOf(this.#state.epoch, batches), ...this.#stepsOf(this.#state.epoch + 1, nextBatches)]
    while (this.#state.stepOfEpoch < stepsPerEpoch) {
      await this.#betweenPieces()
      const { step, stepOfEpoch } = this.#state
      const sample = await this.#look(upcoming[stepOfEpoch])
      // The step behind a sample is taken alone, so that its update is seen.
      const most = sample ? 1 : (this.#telemetry?.stepsBefore(step) ?? Infinity)
      const end = Math.min(stepsPerEpoch, stepOfEpoch + Math.min(most, chunkSize(this.#stepSeconds, this.#trainer)))
      const numbered = (ofEpoch: StepImages, index: number): StepToDraw => ({ ...ofEpoch, number: step + index })
      const steps = upcoming.slice(stepOfEpoch, end).map((images, index): StepToTake => {
        const number = step + index
        return { ...numbered(images, index), ...ratesAt(schedule, optimizer, { step: number, steps: stepsPerEpoch * epochs, stepsPerEpoch }) }
      })
      const following = upcoming.slice(end, end + stepsAhead * steps.length).map((images, index) => numbered(images, steps.length + index))
      const start = performance.now()
      const results = await this.#trainer.train(steps, following, sample?.seeWeights)
      const seconds = (performance.now() - start) / 1000
      await this.#writeSample(sample)
      if (!results.every(({ loss }) => Number.isFinite(loss))) {
        await this.#lookAtEnd(steps, step + results.length)
        throw this.#diverged(step, results)
      }
      this.#record(results, seconds)
    }
  }

  /** Begins a sample of telemetry where one is due before the next step, whose images are given. */
  async #look(images: StepImages | undefined): Promise<OpenSample | null> {
    const { step } = this.#state
    if (!this.#telemetry || !images || this.#telemetry.stepsBefore(step) > 0) return null
    return this.#telemetry.look({ ...images, number: step }, this.#trainer.state)
  }

  /** Looks into the layers of a training that has diverged: where it ended is what telemetry is looked at for. @param number of steps taken */
  async #lookAtEnd([looked]: readonly StepToTake[], number: number): Promise<void> {
    if (!this.#telemetry || !looked) return
    const sample = await this.#telemetry.look({ ...looked, number }, this.#trainer.state)
    sample.seeWeights(await this.#trainer.values(), null)
    await this.#writeSample(sample)
  }

  /** @throws LockLost */
  async #writeSample(sample: OpenSample | null): Promise<void> {
    if (!sample) return
    this.#lock.assertHeld()
    await sample.write()
  }

  /** The images of each step of an epoch; none after the last epoch. */
  #batchesOf(epoch: number): readonly Uint32Array[] {
    const { seed, batchSize, epochs, dataset: { balance } } = this.#spec
    const { train: { labels }, part } = this.#prepared
    return epoch < epochs ? epochImages({ seed, epoch, images: part.train, labels, batchSize, balance }) : []
  }

  #stepsOf(epoch: number, batches: readonly Uint32Array[]): StepImages[] {
    const occurrences = this.#spec.dataset.balance === 'sampling' ? occurrencesIn(batches) : []
    return batches.map((images, step) => ({ epoch, images, occurrences: occurrences[step] }))
  }

  #record(results: readonly StepResult[], seconds: number): void {
    const images = sum(results, (result) => result.images)
    const lossSum = sum(results, (result) => result.loss * result.images)
    const correct = sum(results, (result) => result.correct)
    const before = this.#state
    const state = {
      ...before,
      step: before.step + results.length,
      stepOfEpoch: before.stepOfEpoch + results.length,
      // Step by step, so that the sum does not depend on where chunks, or the run itself, were cut.
      lossSum: results.reduce((total, result) => total + result.loss * result.images, before.lossSum),
      correct: before.correct + correct,
      images: before.images + images,
      epochSeconds: before.epochSeconds + seconds,
      elapsedSeconds: before.elapsedSeconds + seconds,
    }
    this.#state = state
    this.#stepSeconds = seconds / results.length
    this.#options.emit({
      type: 'progress',
      point: {
        step: state.step,
        epoch: state.step / this.#prepared.stepsPerEpoch,
        loss: lossSum / images,
        accuracy: correct / images,
        runningLoss: state.lossSum / state.images,
        runningAccuracy: state.correct / state.images,
        imagesPerSecond: images / seconds,
        stepSeconds: this.#stepSeconds,
        rssBytes: process.memoryUsage.rss(),
        deviceBytes: this.#trainer.deviceBytes,
        deviceUtilization: null, // the lab adds it, where a program tells the GPU's use
        elapsedSeconds: state.elapsedSeconds,
        secondsLeft: this.#secondsLeft(),
      },
    })
  }

  #diverged(stepsBefore: number, results: readonly StepResult[]): LabError {
    const step = stepsBefore + results.findIndex(({ loss }) => !Number.isFinite(loss)) + 1
    return new LabError(
      divergedCode,
      phrase('Training diverged: the loss of step {step} is not a finite number.', { step }),
      phrase('Train again with a smaller learning rate than {learningRate}.', { learningRate: this.#spec.optimizer.learningRate }),
    )
  }

  /** Whether the test images judge no epoch, so that they are looked at once, at the end. */
  get #isTestedOnce(): boolean {
    return heldOutSplit(this.#spec) === 'validation'
  }

  /** Evaluates the present state on the images that judge epochs, or on others. */
  async #evaluate(chosen = this.#prepared.heldOut): Promise<Evaluation> {
    const { emit, device } = this.#options
    const count = countOf(chosen)
    const network = this.#prepared.networkFor(evaluationBatchSize(this.#spec.batchSize, count))
    const start = performance.now()
    let paused = 0
    let nextNews = 0
    // Opened anew each time, so that its memory is free while training goes on.
    const evaluator = await Evaluator.open(network, chosen.data, device, this.#trainer.state, { loss: this.#spec.loss, images: chosen.images, imageSeconds: this.#deviceImageSeconds ?? this.#expectedImageSeconds() })
    try {
      const evaluation = await evaluator.evaluate(async (done, total) => {
        if (performance.now() >= nextNews || done === total) {
          emit({ type: 'evaluating', done, total })
          nextNews = performance.now() + evaluationNewsInterval
        }
        paused += await this.#betweenPieces()
      })
      const seconds = (performance.now() - start) / 1000 - paused
      this.#imageSeconds = seconds / count
      this.#deviceImageSeconds = evaluator.imageSeconds
      this.#state = { ...this.#state, elapsedSeconds: this.#state.elapsedSeconds + seconds }
      return evaluation
    } finally {
      await evaluator.close()
    }
  }

  /**
   * Stores what the final state answers for every test image. A failure does not fail the run, which is complete: the notice tells of it.
   * @returns the figures of the test; null where they could not be stored, and epochs have figures of the test images already
   */
  async #test(): Promise<{ readonly notice: string | null; readonly test: Evaluation | null }> {
    const { emit, device, folder } = this.#options
    const checkpoint = checkpointAt(this.#state.epoch, this.#state.step)
    const chosen: ChosenImages<ImageSet> = { data: this.#prepared.test, within: 'test', images: null }
    const evaluated = { folder, checkpoint, split: 'test', chosen, prepared: this.#prepared } as const
    let nextNews = 0
    try {
      const stored = storedEvaluation(evaluated)
      if (stored) return { notice: null, test: stored }
      const facts = await storeEvaluation({
        ...{ ...evaluated, spec: this.#spec, device, state: this.#trainer.state, imageSeconds: this.#deviceImageSeconds ?? this.#expectedImageSeconds() },
        fence: () => { this.#lock.assertHeld() },
        onImages: (done, total) => {
          if (performance.now() < nextNews && done < total) return
          emit({ type: 'evaluating', done, total })
          nextNews = performance.now() + evaluationNewsInterval
        },
      })
      return { notice: null, test: facts }
    } catch (error) {
      if (error instanceof LockLost) throw error
      logTrouble('training', 'evaluation not stored', error)
      const notice = phrase('The answers for every test image could not be stored ({fileTrouble}); the run can be evaluated again at any time.', { fileTrouble: fileTrouble(error) })
      return { notice, test: this.#isTestedOnce ? await this.#evaluate(chosen) : null }
    }
  }

  /** @param evaluation on the images that judge epochs */
  async #endEpoch({ loss, accuracy }: Evaluation): Promise<void> {
    const { epoch, step, lossSum, correct, images, epochSeconds, elapsedSeconds } = this.#state
    if (!Number.isFinite(loss)) {
      throw new LabError('training/diverged', phrase('Training diverged: the {loss} of epoch {epoch} is not a finite number.', { loss: heldOutLoss[heldOutSplit(this.#spec)], epoch: epoch + 1 }), phrase('Train again with a smaller learning rate.'))
    }
    const result: EpochResult = {
      epoch: epoch + 1,
      trainLoss: lossSum / images,
      trainAccuracy: correct / images,
      ...(this.#isTestedOnce ? { validationLoss: loss, validationAccuracy: accuracy } : { testLoss: loss, testAccuracy: accuracy }),
      imagesPerSecond: images / epochSeconds,
      seconds: epochSeconds + (this.#imageSeconds ?? 0) * countOf(this.#prepared.heldOut),
    }
    this.#options.emit({ type: 'epoch', result })
    this.#epochs = [...this.#epochs, result]
    this.#state = { ...freshState, epoch: epoch + 1, step, elapsedSeconds }
    await this.#checkpoint()
  }

  /** Called between two chunks or batches: writes a checkpoint when one is due and acts on a pause or a stop; returns the seconds spent paused. */
  async #betweenPieces(): Promise<number> {
    const { control, emit } = this.#options
    if (performance.now() >= this.#nextLockLook) {
      this.#lock.assertHeld()
      this.#nextLockLook = performance.now() + lockInterval
    }
    if (performance.now() - this.#checkpointed.at >= this.#spec.checkpointMinutes * 60_000) await this.#checkpoint()
    return control.check(
      async () => {
        await this.#checkpoint()
        emit({ type: 'paused' })
      },
      () => {
        emit({ type: 'resumed' })
      },
    )
  }

  /** Writes a checkpoint, unless the last one has the same state. */
  async #checkpoint(): Promise<void> {
    const [state, epochs] = [this.#state, this.#epochs]
    const last = this.#checkpointed.state
    if (last?.step !== state.step || last.epoch !== state.epoch) {
      this.#lock.assertHeld()
      const values = await this.#trainer.values()
      // Before the checkpoint, so that a run that goes on from it has them.
      if (state.stepOfEpoch === 0) await this.#filters?.record(state.epoch, values)
      const checkpoint = await this.#checkpoints.save(values, { state, epochs: [...epochs], plan: this.#beginning.plan })
      this.#options.emit({ type: 'checkpoint', checkpoint })
    }
    this.#checkpointed = { state, at: performance.now() }
  }

  /** What the evaluation of one image takes, by the time of a training step; null before the first step. */
  #expectedImageSeconds(): number | null {
    return this.#stepSeconds === null ? null : (this.#stepSeconds / this.#spec.batchSize) * evaluationShare
  }

  #secondsLeft(): number {
    const { stepsPerEpoch, heldOut, test } = this.#prepared
    const { epochs } = this.#spec
    const stepSeconds = this.#stepSeconds ?? 0
    const imageSeconds = this.#imageSeconds ?? this.#expectedImageSeconds() ?? 0
    const steps = stepsPerEpoch * epochs - this.#state.step
    const images = (epochs - this.#state.epoch) * countOf(heldOut) + (this.#isTestedOnce ? test.count : 0)
    return steps * stepSeconds + images * imageSeconds
  }
}

/** The state that a run begins with: as drawn by its seed and, where crafted features need it, fitted to its training images. */
async function fitted(network: Network, { networkFor, train, part }: Preparation, seed: number, drawn: StateValues): Promise<StateValues> {
  return network.fitted ? fitFeatures(networkFor(fittingBatch), train, part.train, drawn, seed) : drawn
}

/** The plan of a run: that of the checkpoint that it goes on from, else its own. It notes the way of every site of the program that is emitted by it. */
async function notedPlan(spec: RunSpec, { train, stepsPerEpoch, networkFor }: Preparation, { content }: Found, { device, plansFile = null }: TrainingRunOptions): Promise<NotedPlan> {
  if (device !== 'cpu') return new NotedPlan(builtInPlan, null)
  const format = trainingFormat(train, isFedByChunks(train, spec.augmentation))
  const plan = content ? (content.facts.plan ?? builtInPlan) : await planOfRun({ spec, networkFor, format, steps: stepsPerEpoch * spec.epochs, plansFile })
  return new NotedPlan(plan, plan.block === undefined ? null : await channelBlock())
}

/** Sentences behind one another; null: there is none. */
function joined(sentences: readonly (string | null)[]): string | null {
  return sentences.filter((sentence) => sentence !== null).join(' ') || null
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number => items.reduce((total, item) => total + pick(item), 0)

/** What takes the telemetry that a spec asks for; null: none. @param step that training goes on from */
async function openTelemetry(spec: RunSpec, { networkFor, train }: Preparation, { device, folder }: TrainingRunOptions, step: number): Promise<TelemetryRecorder | null> {
  const { telemetrySteps: every, seed } = spec
  if (every === null) return null
  return TelemetryRecorder.open({ networkFor, imagesAtOnce: imagesAtOnce(spec), data: train, seed, recipe: recipeOf(spec, device), folder, every }, step)
}

/** The images of a step before it has its number. */
type StepImages = Omit<StepToDraw, 'number'>

/** Largest resident memory of this process, in bytes. */
export function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}
