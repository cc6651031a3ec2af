// A training run from its spec to its last epoch: epochs, evaluation, meters, checkpoints, pause and stop.
import type { EngineEvent } from '@contract/engine-messages'
import { LabError } from '@contract/problem'
import type { CheckpointInfo } from '@contract/run-record'
import type { RunSpec } from '@contract/run-spec'
import { epochOrder } from '../../data/sampling'
import { initialState, parameterCount, type Network } from '../networks/network'
import { cpuThreads } from '../runtime/session'
import { loadCheckpoint, saveCheckpoint } from './checkpoint'
import { chunkSize } from './chunk-size'
import { evaluationBatchSize } from './evaluation-batch'
import { Evaluator, type Evaluation } from './evaluator'
import { prepare, type Preparation } from './preparation'
import { StopRequested, type RunControl } from './run-control'
import { freshState, type RunState } from './run-state'
import { Trainer, type StepResult, type TrainingStep } from './trainer'

/** At most this often is the progress of an evaluation told, in milliseconds. */
const evaluationNewsInterval = 200

/** A forward pass costs about a third of a training step: guesses the time of the first evaluation. */
const evaluationShare = 1 / 3

/** What a run needs beside its spec. */
export interface RunSurroundings {
  /** The run's folder, which gets `checkpoints/`. */
  readonly folder: string
  readonly control: RunControl
  readonly emit: (event: EngineEvent) => void
}

/**
 * Trains to the end, or until the control stops it. Tells of everything by events: `started` first, `completed` or `stopped` last.
 * @param checkpoint where to go on from; null: at the beginning
 * @throws LabError where the spec cannot be trained, the checkpoint is damaged or the loss is no longer a number
 */
export async function trainRun(spec: RunSpec, checkpoint: CheckpointInfo | null, surroundings: RunSurroundings): Promise<void> {
  const prepared = await prepare(spec)
  const network = prepared.networkFor(spec.batchSize)
  const loaded = checkpoint && (await loadCheckpoint(surroundings.folder, checkpoint, network))
  const values = loaded?.values ?? initialState(network, spec.network.initializer, spec.seed)
  const trainer = await Trainer.open(network, prepared.train, values, spec.seed)
  const run = new TrainingRun(spec, prepared, network, trainer, surroundings, loaded?.state ?? freshState, loaded?.testAccuracy ?? null)
  await run.toTheEnd()
}

class TrainingRun {
  private stepSeconds: number | null = null
  private testImageSeconds: number | null = null
  private lastCheckpoint = ''

  constructor(
    private readonly spec: RunSpec,
    private readonly prepared: Preparation,
    private readonly network: Network,
    private readonly trainer: Trainer,
    private readonly surroundings: RunSurroundings,
    private state: RunState,
    private testAccuracy: number | null,
  ) {}

  async toTheEnd(): Promise<void> {
    const { emit } = this.surroundings
    const { stepsPerEpoch } = this.prepared
    emit({ type: 'started', device: 'cpu', threads: cpuThreads, parameters: parameterCount(this.network), stepsPerEpoch })
    try {
      while (this.state.epoch < this.spec.epochs) {
        await this.trainEpoch()
        await this.endEpoch(await this.evaluate())
      }
      emit({ type: 'completed', peakRssBytes: peakRssBytes() })
    } catch (error) {
      if (!(error instanceof StopRequested)) throw error
      await this.checkpoint()
      emit({ type: 'stopped', peakRssBytes: peakRssBytes() })
    }
  }

  /** Trains what is left of the current epoch. */
  private async trainEpoch(): Promise<void> {
    const { batchSize, seed, optimizer } = this.spec
    const { train, stepsPerEpoch } = this.prepared
    const batches = epochOrder({ seed, epoch: this.state.epoch, count: train.count, batchSize })
    const stateBytes = 4 * parameterCount(this.network)
    while (this.state.stepOfEpoch < stepsPerEpoch) {
      await this.mayInterrupt()
      const { step, stepOfEpoch } = this.state
      const chunk = batches.slice(stepOfEpoch, stepOfEpoch + chunkSize(this.stepSeconds, stateBytes))
      const steps = chunk.map((images, index): TrainingStep => ({ number: step + index, images, learningRate: optimizer.learningRate }))
      const start = performance.now()
      const results = await this.trainer.train(steps)
      this.record(results, (performance.now() - start) / 1000)
    }
  }

  private record(results: readonly StepResult[], seconds: number): void {
    const images = sum(results, (result) => result.images)
    const lossSum = sum(results, (result) => result.loss * result.images)
    const correct = sum(results, (result) => result.correct)
    const before = this.state
    const state = {
      ...before,
      step: before.step + results.length,
      stepOfEpoch: before.stepOfEpoch + results.length,
      lossSum: before.lossSum + lossSum,
      correct: before.correct + correct,
      images: before.images + images,
      epochSeconds: before.epochSeconds + seconds,
      elapsedSeconds: before.elapsedSeconds + seconds,
    }
    if (!Number.isFinite(lossSum)) throw this.diverged(before.step, results)
    this.state = state
    this.stepSeconds = seconds / results.length
    this.surroundings.emit({
      type: 'progress',
      point: {
        step: state.step,
        epoch: state.step / this.prepared.stepsPerEpoch,
        loss: lossSum / images,
        accuracy: correct / images,
        runningLoss: state.lossSum / state.images,
        runningAccuracy: state.correct / state.images,
        imagesPerSecond: images / seconds,
        stepSeconds: this.stepSeconds,
        rssBytes: process.memoryUsage.rss(),
        elapsedSeconds: state.elapsedSeconds,
        secondsLeft: this.secondsLeft(),
      },
    })
  }

  private diverged(stepsBefore: number, results: readonly StepResult[]): LabError {
    const step = stepsBefore + results.findIndex(({ loss }) => !Number.isFinite(loss)) + 1
    return new LabError(
      'training/diverged',
      `Training diverged: the loss of step ${step} is not a finite number.`,
      `Train again with a smaller learning rate than ${this.spec.optimizer.learningRate}.`,
    )
  }

  private async evaluate(): Promise<Evaluation> {
    const { test } = this.prepared
    const { emit } = this.surroundings
    const network = this.prepared.networkFor(evaluationBatchSize(this.spec.batchSize, test.count))
    const start = performance.now()
    let paused = 0
    let nextNews = 0
    // Opened anew each time, so that its memory is free while training goes on.
    const evaluator = await Evaluator.open(network, test)
    try {
      const evaluation = await evaluator.evaluate(this.trainer.values, async (done, total) => {
        if (performance.now() >= nextNews || done === total) {
          emit({ type: 'evaluating', done, total })
          nextNews = performance.now() + evaluationNewsInterval
        }
        paused += await this.mayInterrupt()
      })
      const seconds = (performance.now() - start) / 1000 - paused
      this.testImageSeconds = seconds / test.count
      this.state = { ...this.state, elapsedSeconds: this.state.elapsedSeconds + seconds }
      return evaluation
    } finally {
      await evaluator.close()
    }
  }

  private async endEpoch(test: Evaluation): Promise<void> {
    const { epoch, step, lossSum, correct, images, epochSeconds, elapsedSeconds } = this.state
    if (!Number.isFinite(test.loss)) {
      throw new LabError('training/diverged', `Training diverged: the test loss of epoch ${epoch + 1} is not a finite number.`, 'Train again with a smaller learning rate.')
    }
    this.surroundings.emit({
      type: 'epoch',
      result: {
        epoch: epoch + 1,
        trainLoss: lossSum / images,
        trainAccuracy: correct / images,
        testLoss: test.loss,
        testAccuracy: test.accuracy,
        imagesPerSecond: images / epochSeconds,
        seconds: epochSeconds + (this.testImageSeconds ?? 0) * this.prepared.test.count,
      },
    })
    this.testAccuracy = test.accuracy
    this.state = { ...freshState, epoch: epoch + 1, step, elapsedSeconds }
    await this.checkpoint()
  }

  /** Acts on a pause or a stop that was asked for; returns the seconds spent paused. */
  private mayInterrupt(): Promise<number> {
    const { control, emit } = this.surroundings
    return control.check(
      async () => {
        await this.checkpoint()
        emit({ type: 'paused' })
      },
      () => {
        emit({ type: 'resumed' })
      },
    )
  }

  private async checkpoint(): Promise<void> {
    const { folder, emit } = this.surroundings
    const place = `${this.state.epoch}/${this.state.step}`
    if (place === this.lastCheckpoint) return
    const checkpoint = await saveCheckpoint(folder, this.network, this.trainer.values, this.state, this.testAccuracy)
    this.lastCheckpoint = place
    emit({ type: 'checkpoint', checkpoint })
  }

  private secondsLeft(): number {
    const { stepsPerEpoch, test } = this.prepared
    const { batchSize, epochs } = this.spec
    const stepSeconds = this.stepSeconds ?? 0
    const testImageSeconds = this.testImageSeconds ?? (stepSeconds / batchSize) * evaluationShare
    const steps = stepsPerEpoch * epochs - this.state.step
    return steps * stepSeconds + (epochs - this.state.epoch) * test.count * testImageSeconds
  }
}

const sum = <T>(items: readonly T[], pick: (item: T) => number): number => items.reduce((total, item) => total + pick(item), 0)

/** Largest resident memory of this process, in bytes. */
export function peakRssBytes(): number {
  return process.resourceUsage().maxRSS * 1024
}
