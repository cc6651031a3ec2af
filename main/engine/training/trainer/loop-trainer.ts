// The trainer of devices that run a Loop: a chunk of steps is one run of the program, between chunks the state lies in this process.
import type { DeviceName } from '@contract/devices/devices'
import type { Network, StateValues } from '../../../networks/network'
import { elementCount } from '../../../onnx/tensor'
import { initialSlots, type Slot } from '../../optimizers'
import { compileLoop, nextName, stepOutputs, type LoopProgram } from '../../program/training/loop-program'
import { bytesOf, carriedBy } from '../../program/training/training-step'
import { releaseArray } from '../../runtime/release-array'
import { bytesIn, feed, feedsOf, Session, type Feeds } from '../../runtime/session'
import { BatchFeed } from './batch-feed'
import type { Drawer } from '../drawing/drawer'
import { openDrawer } from '../drawing/open-drawer'
import { planOf, type StepToDraw } from '../drawing/step-draws'
import { imageBytes, imageFeeds, lossWeights, type ImageSet } from './image-set'
import { Joiner } from './joiner'
import { memoryPolicy } from './memory-policy'
import type { StateWatcher, StepResult, StepToTake, Trainer, TrainerOptions, TrainingTask, Transfers } from './trainer'
import { chunkImages, isFedByChunks, trainingFormat } from './training-images'

/** What a trainer works with from its first step to its last. */
interface LoopParts {
  readonly network: Network
  readonly data: ImageSet
  readonly drawer: Drawer
  readonly device: DeviceName
  readonly session: Session
  readonly program: Omit<LoopProgram, 'model'>
  readonly carried: readonly Slot[]
}

export class LoopTrainer implements Trainer {
  /** Bytes of all that the last chunk was fed. */
  #fedBytes = 0
  readonly #joiner = new Joiner()
  readonly #parts: LoopParts
  #current: StateValues

  private constructor(parts: LoopParts, current: StateValues, readonly singleSteps: boolean, readonly stepImageBytes: number) {
    this.#parts = parts
    this.#current = current
  }

  /** See `openTrainer`. */
  static async open({ network, data, values, seed, recipe }: TrainingTask, { drawThread, maxResidentBytes, ...options }: TrainerOptions): Promise<LoopTrainer> {
    const { device, augmentation } = recipe
    const byChunks = isFedByChunks(data, augmentation, maxResidentBytes)
    const { model, ...program } = compileLoop(network, trainingFormat(data, byChunks), recipe)
    const state = new Map([...initialSlots(program.slots), ...values])
    const carried = carriedBy(network, recipe).all
    const { keepsArena, singleSteps } = memoryPolicy(network, bytesOf(carried))
    const session = await Session.open(model, { device, arena: keepsArena, ...options })
    const drawer = openDrawer(planOf(seed, program.dropoutMasks, augmentation, data, byChunks), device, drawThread)
    const stepImageBytes = byChunks ? elementCount(program.places) * imageBytes(data) : 0
    return new LoopTrainer({ network, data, drawer, device, session, program, carried }, state, device === 'cpu' && singleSteps, stepImageBytes)
  }

  get movedBytes(): number {
    return bytesOf(this.#parts.carried)
  }

  get deviceBytes(): number | null {
    // The state counts twice: it is among the inputs of a chunk, and the next state is among its outputs.
    return this.#parts.device === 'cpu' ? null : this.#fedBytes + this.movedBytes
  }

  get state(): Feeds {
    return feedsOf(this.#current, this.#parts.carried)
  }

  values(): Promise<StateValues> {
    return Promise.resolve(this.#current)
  }

  /** Takes steps in one run of the program. */
  async train(steps: readonly StepToTake[], following: readonly StepToDraw[] = [], watch: StateWatcher | null = null): Promise<StepResult[]> {
    const names = this.#parts.carried.map(({ name }) => name)
    const inputs = this.#inputsOf(steps)
    this.#fedBytes = bytesIn(Object.values(inputs))
    this.#parts.drawer.expect(following)
    const outputs = await this.#parts.session.run(inputs, [...names.map(nextName), ...Object.values(stepOutputs)])
    const next = new Map(names.map((name) => [name, outputs.floats(nextName(name))]))
    watch?.(this.#current, next)
    for (const values of this.#current.values()) releaseArray(values)
    this.#current = next
    const [losses, correct] = [outputs.floats(stepOutputs.losses), outputs.floats(stepOutputs.correct)]
    return steps.map((step, index) => ({ loss: losses[index] ?? NaN, correct: correct[index] ?? NaN, images: step.images.length }))
  }

  get secondsInRun(): number {
    return this.#parts.session.secondsInRun
  }

  /** Times two runs of the program with all inputs but zero steps: one without the state among its outputs, one with it. */
  async measureTransfers(steps: readonly StepToTake[]): Promise<Transfers> {
    const inputs = { ...this.#inputsOf(steps), steps: feed('int64', BigInt64Array.of(0n), []) }
    const secondsFor = async (outputs: readonly string[]): Promise<number> => {
      const before = this.secondsInRun
      await this.#parts.session.run(inputs, outputs)
      return this.secondsInRun - before
    }
    const upload = await secondsFor(Object.values(stepOutputs))
    const both = await secondsFor([...this.#parts.carried.map(({ name }) => nextName(name)), ...Object.values(stepOutputs)])
    return { upload, readBack: Math.max(0, both - upload) }
  }

  #inputsOf(steps: readonly StepToTake[]): Feeds {
    const { places, scalars, dropoutMasks } = this.#parts.program
    const draws = this.#parts.drawer.draw(steps)
    const { data, batches, mixings } = chunkImages(this.#parts.data, steps, draws, this.#joiner)
    const batch = new BatchFeed(batches, elementCount(places), lossWeights(data), mixings)
    const [imagesAtOnce = 1] = this.#parts.network.images.shape
    return {
      ...this.state,
      ...Object.fromEntries(scalars.map(({ name, at }) => [name, feed('float32', Float32Array.from(steps, at), [steps.length])])),
      ...Object.fromEntries(
        dropoutMasks.map(({ input, shape }, layer) => {
          const masks = this.#joiner.join(input, draws.flatMap((ofStep) => ofStep.masks[layer] ?? []))
          return [input, feed('uint8', masks, [steps.length, ...shape])]
        }),
      ),
      ...(places.length > 1 && {
        micro_batches: feed('int64', BigInt64Array.from(steps, (step) => BigInt(Math.ceil(step.images.length / imagesAtOnce))), [steps.length]),
      }),
      ...imageFeeds(data, this.#parts.network),
      steps: feed('int64', BigInt64Array.of(BigInt(steps.length)), []),
      ...batch.feeds('int64', [steps.length, ...places]),
    }
  }

  async close(): Promise<void> {
    await this.#parts.drawer.close()
    await this.#parts.session.close()
  }
}
