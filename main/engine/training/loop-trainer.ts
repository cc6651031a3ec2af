// The trainer of devices that run a Loop: a chunk of steps is one run of the program, between chunks the state lies in this process.
import type { DeviceName } from '@contract/devices'
import type { Network, StateValues } from '../networks/network'
import { elementCount } from '../onnx/tensor'
import { initialSlots, type Slot } from '../optimizers'
import { compileLoop, nextName, stepOutputs, type LoopProgram } from '../program/loop-program'
import type { TrainingRecipe } from '../program/training-recipe'
import { bytesOf, carriedBy } from '../program/training-step'
import { releaseArray } from '../runtime/release-array'
import { feed, feedsOf, Session, type Feeds, type SessionOptions } from '../runtime/session'
import { BatchFeed } from './batch'
import { drawMasks } from './dropout-masks'
import type { ImageSet } from './image-set'
import { memoryPolicy } from './memory-policy'
import type { StepResult, StepToTake, Trainer, Transfers } from './trainer'
import { trainingImages, type TrainingImages } from './training-images'

export class LoopTrainer implements Trainer {
  private constructor(
    private readonly network: Network,
    private readonly images: TrainingImages,
    private readonly seed: number,
    private readonly device: DeviceName,
    private readonly session: Session,
    private readonly program: Omit<LoopProgram, 'model'>,
    private readonly carried: readonly Slot[],
    private current: StateValues,
    readonly singleSteps: boolean,
  ) {}

  /** See `openTrainer`. */
  static async open(
    network: Network,
    data: ImageSet,
    values: StateValues,
    seed: number,
    recipe: TrainingRecipe,
    options: SessionOptions,
  ): Promise<LoopTrainer> {
    const training = trainingImages(data, recipe.augmentation, seed)
    const { model, ...program } = compileLoop(network, training.format, recipe)
    const state = new Map([...initialSlots(program.slots), ...values])
    const carried = carriedBy(network, recipe).all
    const { keepsArena, singleSteps } = memoryPolicy(network, bytesOf(carried))
    const session = await Session.open(model, { device: recipe.device, arena: keepsArena, ...options })
    return new LoopTrainer(network, training, seed, recipe.device, session, program, carried, state, recipe.device === 'cpu' && singleSteps)
  }

  get stateBytes(): number {
    return bytesOf(this.carried)
  }

  get deviceBytes(): number | null {
    // A chunk takes the state in and gives the next one out.
    return this.device === 'cpu' ? null : 2 * this.stateBytes
  }

  get state(): Feeds {
    return feedsOf(this.current, this.carried)
  }

  values(): Promise<StateValues> {
    return Promise.resolve(this.current)
  }

  /** Takes steps in one run of the program. */
  async train(steps: readonly StepToTake[]): Promise<StepResult[]> {
    const names = this.carried.map(({ name }) => name)
    const outputs = await this.session.run(this.inputsOf(steps), [...names.map(nextName), ...Object.values(stepOutputs)])
    for (const values of this.current.values()) releaseArray(values)
    this.current = new Map(names.map((name) => [name, outputs.floats(nextName(name))]))
    const [losses, correct] = [outputs.floats(stepOutputs.losses), outputs.floats(stepOutputs.correct)]
    return steps.map((step, index) => ({ loss: losses[index] ?? NaN, correct: correct[index] ?? NaN, images: step.images.length }))
  }

  get secondsInRun(): number {
    return this.session.secondsInRun
  }

  /** A run of the program with all inputs, but no steps: once without the state among its outputs, and once with it. */
  async measureTransfers(steps: readonly StepToTake[]): Promise<Transfers> {
    const inputs = { ...this.inputsOf(steps), steps: feed('int64', BigInt64Array.of(0n), []) }
    const secondsFor = async (outputs: readonly string[]): Promise<number> => {
      const before = this.secondsInRun
      await this.session.run(inputs, outputs)
      return this.secondsInRun - before
    }
    const upload = await secondsFor(Object.values(stepOutputs))
    const both = await secondsFor([...this.carried.map(({ name }) => nextName(name)), ...Object.values(stepOutputs)])
    return { upload, readBack: Math.max(0, both - upload) }
  }

  private inputsOf(steps: readonly StepToTake[]): Feeds {
    const { places, scalars, dropoutMasks } = this.program
    const chunk = this.images.take(steps)
    const { count, channels, height, width, images, labels } = chunk.data
    const batch = new BatchFeed(chunk.batches, elementCount(places), (n) => 1 / n)
    const [imagesAtOnce = 1] = this.network.images.shape
    return {
      ...this.state,
      ...Object.fromEntries(scalars.map(({ name, at }) => [name, feed('float32', Float32Array.from(steps, at), [steps.length])])),
      ...Object.fromEntries(dropoutMasks.map((mask, layer) => [mask.input, feed('uint8', drawMasks(this.seed, mask, layer, steps), [steps.length, ...mask.shape])])),
      ...(places.length > 1 && {
        micro_batches: feed('int64', BigInt64Array.from(steps, (step) => BigInt(Math.ceil(step.images.length / imagesAtOnce))), [steps.length]),
      }),
      images: feed('uint8', images, [count, channels, height, width]),
      labels: feed('uint8', labels, [count]),
      steps: feed('int64', BigInt64Array.of(BigInt(steps.length)), []),
      ...batch.feeds('int64', [steps.length, ...places]),
    }
  }

  async close(): Promise<void> {
    await this.session.close()
  }
}
