// A trainer that takes steps only to measure their cost.
import { imagesAtOnce } from '@contract/training/run-spec'
import { epochImages } from '../../../data/sampling'
import { initialState } from '../../../networks/network'
import { recipeOf } from '../../program/training/training-recipe'
import type { Feeds } from '../../runtime/session'
import { stepsAhead } from '../trainer/chunk-size'
import { openTrainer } from '../trainer/open-trainer'
import type { Preparation, Task } from './preparation'
import type { StepToTake, Trainer, TrainerOptions, Transfers } from '../trainer/trainer'

export class MeasuredTrainer {
  #taken = 0
  readonly #trainer: Trainer
  readonly #batches: readonly Uint32Array[]

  private constructor(trainer: Trainer, batches: readonly Uint32Array[]) {
    this.#trainer = trainer
    this.#batches = batches
  }

  /** Compiles the program that a run of the spec would train with. @throws LabError as a run of the spec would */
  static async open({ spec, device, drawThread }: Task, { train, part, networkFor }: Preparation, options: TrainerOptions = {}): Promise<MeasuredTrainer> {
    const { network: settings, seed, batchSize, dataset: { balance } } = spec
    const network = networkFor(imagesAtOnce(spec))
    const trainer = await openTrainer(network, train, initialState(network, settings.initializer, seed, settings.initializerScale), seed, recipeOf(spec, device), { drawThread, ...options })
    // The last batch of an epoch may be smaller, but a step on it costs the same.
    const batches = epochImages({ seed, epoch: 0, images: part.train, labels: train.labels, batchSize, balance }).filter(({ length }, index) => index === 0 || length === batchSize)
    return new MeasuredTrainer(trainer, batches)
  }

  /** Parameters, buffers and slots on the device. The learning rate is zero, so that they hardly change. */
  get state(): Feeds {
    return this.#trainer.state
  }

  get movedBytes(): number {
    return this.#trainer.movedBytes
  }

  get stepImageBytes(): number {
    return this.#trainer.stepImageBytes
  }

  get singleSteps(): boolean {
    return this.#trainer.singleSteps
  }

  /** Whether each step is a run of the program, however many are taken at once. */
  get runsPerStep(): boolean {
    return this.#trainer.runsPerStep
  }

  get deviceBytes(): number | null {
    return this.#trainer.deviceBytes
  }

  /** Images in a step. */
  get images(): number {
    return this.#batches[0]?.length ?? 0
  }

  /** Takes the next steps in one run of the program. @returns the mean time of one, in seconds */
  async secondsPerStep(count: number): Promise<number> {
    return (await this.timeSteps(count)).seconds
  }

  /** Takes the next steps. @returns the mean time of one, and how much of it was spent in ONNX Runtime's `run`, in seconds */
  async timeSteps(count: number): Promise<{ readonly seconds: number; readonly inRun: number }> {
    const steps = this.#nextSteps(0, count)
    const following = this.#nextSteps(count, stepsAhead * count)
    const [start, before] = [performance.now(), this.#trainer.secondsInRun]
    await this.#trainer.train(steps, following)
    this.#taken += count
    return { seconds: (performance.now() - start) / 1000 / count, inRun: (this.#trainer.secondsInRun - before) / count }
  }

  /** Seconds of moving data, per step, where a chunk has `count` steps. */
  async transfersByStep(count: number): Promise<Transfers> {
    const { upload, readBack } = await this.#trainer.measureTransfers(this.#nextSteps(0, count))
    return { upload: upload / count, readBack: readBack / count }
  }

  #nextSteps(first: number, count: number): StepToTake[] {
    return Array.from({ length: count }, (_, index) => {
      const number = this.#taken + first + index
      // A learning rate of zero costs the same and cannot diverge.
      return { number, epoch: 0, images: this.#batches[number % this.#batches.length] ?? new Uint32Array(), learningRate: 0 }
    })
  }

  async close(): Promise<void> {
    await this.#trainer.close()
  }
}
