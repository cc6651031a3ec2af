// The trainer of devices that run a Loop: a chunk of steps is one run of the program, between chunks the state lies in this process. Steps with a large state are taken one by one on the CPU.
import type { DeviceName } from '@contract/devices/devices'
import type { Network, StateValues } from '../../../networks/network'
import { encodeModel } from '../../../onnx/encoding'
import { elementCount, type Shape } from '../../../onnx/tensor'
import { initialSlots, type Slot } from '../../optimizers'
import { microBatchesInput } from '../../program/training/micro-batches'
import type { TrainingProgram } from '../../program/training/training-program'
import { computeOptionsOf } from '../../program/training/training-recipe'
import { bytesOf, carriedBy } from '../../program/training/training-step'
import { releaseArray } from '../../runtime/release-array'
import { bytesIn, feed, feedsOf, Session, type Feeds } from '../../runtime/session'
import { BatchFeed } from './batch-feed'
import type { Drawer } from '../drawing/drawer'
import { openDrawer } from '../drawing/open-drawer'
import { planOf, type StepToDraw } from '../drawing/step-draws'
import { emitTraining } from './emit-training'
import { imageBytes, imageFeeds, lossWeights, type ImageSet } from './image-set'
import { Joiner } from './joiner'
import { LateUpdates, usualLimits } from './late-updates'
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
  readonly program: TrainingProgram
  readonly late: LateUpdates
  readonly carried: readonly Slot[]
  /** What of it each run of the program has the next values of: all that is not updated late. */
  readonly stepped: readonly Slot[]
  /** The program is told the number of micro-batches once for all steps, by the length of an input. */
  readonly countsByLength: boolean
  readonly takesSingleSteps: boolean
}

export class LoopTrainer implements Trainer {
  /** Bytes of all that the last chunk was fed. */
  #fedBytes = 0
  readonly #joiner = new Joiner()
  readonly #parts: LoopParts
  #current: StateValues

  private constructor(parts: LoopParts, current: StateValues, readonly stepImageBytes: number) {
    this.#parts = parts
    this.#current = current
  }

  /** See `openTrainer`. */
  static async open({ network, data, values, seed, recipe }: TrainingTask, { drawThread, maxResidentBytes, takesLoneSteps, lateLimits = usualLimits, ...options }: TrainerOptions): Promise<LoopTrainer> {
    const { device, augmentation } = recipe
    const byChunks = isFedByChunks(data, augmentation, maxResidentBytes)
    const carried = carriedBy(network, recipe).all
    const { keepsArena, singleSteps } = memoryPolicy(network, bytesOf(carried))
    // The profile of a step is that of one program.
    const lateBytes = options.profilePrefix === undefined ? lateLimits.fromBytes : Infinity
    const { graph, ...program } = emitTraining(network, trainingFormat(data, byChunks), recipe, { takesLoneSteps, lateBytes })
    const first = new Map([...initialSlots(program.slots), ...values])
    const state = new Map(carried.map(({ name }) => [name, first.get(name) ?? new Float32Array()]))
    const session = await Session.open(encodeModel(graph), { device, arena: keepsArena, ...options })
    const late = await LateUpdates.open(program.late, lateLimits.sliceBytes, { device, arena: keepsArena, ...options })
    const stepped = carried.filter(({ name }) => !late.written.includes(name))
    const drawer = openDrawer(planOf(seed, program.dropoutMasks, augmentation, data, byChunks), device, drawThread)
    const countsByLength = program.places.length > 1 && computeOptionsOf(recipe).capabilities.copiesInputs
    const stepImageBytes = byChunks ? elementCount(program.places) * imageBytes(data) : 0
    const takesSingleSteps = program.isLoneStep || (device === 'cpu' && singleSteps)
    return new LoopTrainer({ network, data, drawer, device, session, program, late, carried, stepped, countsByLength, takesSingleSteps }, state, stepImageBytes)
  }

  get singleSteps(): boolean {
    return this.#parts.takesSingleSteps
  }

  get runsPerStep(): boolean {
    return this.#parts.program.isLoneStep
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

  async train(steps: readonly StepToTake[], following: readonly StepToDraw[] = [], watch: StateWatcher | null = null): Promise<StepResult[]> {
    const results: StepResult[] = []
    while (results.length < steps.length) {
      const taken = this.#ofOneRun(steps.slice(results.length))
      results.push(...(await this.#run(taken, [...steps.slice(results.length + taken.length), ...following], watch)))
    }
    return results
  }

  /** The first steps, as far as one run takes them: a single one, steps of as many micro-batches, or all. */
  #ofOneRun(steps: readonly StepToTake[]): readonly StepToTake[] {
    if (this.#parts.program.isLoneStep) return steps.slice(0, 1)
    if (!this.#parts.countsByLength) return steps
    const [first, ...others] = steps.map((step) => this.#microBatchesOf(step))
    const end = others.findIndex((count) => count !== first)
    return end < 0 ? steps : steps.slice(0, 1 + end)
  }

  /** How many micro-batches hold images. */
  #microBatchesOf({ images }: StepToTake): number {
    const [imagesAtOnce = 1] = this.#parts.network.images.shape
    return Math.ceil(images.length / imagesAtOnce)
  }

  #microBatchFeeds(steps: readonly StepToTake[], axis: Shape): Feeds {
    const counts = steps.map((step) => this.#microBatchesOf(step))
    const [first = 0] = counts
    return { [microBatchesInput]: this.#parts.countsByLength ? feed('uint8', new Uint8Array(first), [first]) : feed('int64', BigInt64Array.from(counts, BigInt), axis) }
  }

  /** Takes steps in one run of the program. */
  async #run(steps: readonly StepToTake[], following: readonly StepToDraw[], watch: StateWatcher | null): Promise<StepResult[]> {
    const { session, drawer, late, carried, stepped, program } = this.#parts
    const inputs = this.#inputsOf(steps)
    this.#fedBytes = bytesIn(Object.values(inputs))
    drawer.expect(following)
    // Their memory is taken from the system as it is written, which is when what the step has computed on the way is freed already.
    const fresh = program.isLoneStep ? emptyState(stepped) : null
    const names = program.outputs.state
    const into = fresh ? Object.fromEntries(stepped.map(({ name, shape }, place) => [names[place] ?? '', feed('float32', fresh.get(name) ?? new Float32Array(), shape)])) : {}
    const outputs = await session.run(inputs, [...names, ...late.factors, program.outputs.losses, program.outputs.correct], into)
    const next = fresh ?? new Map(stepped.map(({ name }, place) => [name, outputs.floats(names[place] ?? '')]))
    // Who watches sees the values before, which are written over.
    const kept = new Map(watch ? late.written.map((name) => [name, this.#current.get(name)?.slice() ?? new Float32Array()]) : [])
    await late.take(this.#current, outputs, inputs)
    const before = this.#current
    this.#current = new Map(carried.map(({ name }) => [name, next.get(name) ?? before.get(name) ?? new Float32Array()]))
    watch?.(new Map([...before, ...kept]), this.#current)
    for (const values of [...stepped.map(({ name }) => before.get(name)), ...kept.values()]) if (values) releaseArray(values)
    const [losses, correct] = [outputs.floats(program.outputs.losses), outputs.floats(program.outputs.correct)]
    return steps.map((step, index) => ({ loss: losses[index] ?? NaN, correct: correct[index] ?? NaN, images: step.images.length }))
  }

  get secondsInRun(): number {
    return this.#parts.session.secondsInRun + this.#parts.late.secondsInRun
  }

  /** Times two runs of the program with all inputs but zero steps: one without the state among its outputs, one with it. Steps that are taken one by one move nothing. */
  async measureTransfers(steps: readonly StepToTake[]): Promise<Transfers> {
    const { outputs: names } = this.#parts.program
    if (this.#parts.program.isLoneStep) return { upload: 0, readBack: 0 }
    const inputs = { ...this.#inputsOf(steps), steps: feed('int64', BigInt64Array.of(0n), []) }
    const secondsFor = async (outputs: readonly string[]): Promise<number> => {
      const before = this.secondsInRun
      await this.#parts.session.run(inputs, outputs)
      return this.secondsInRun - before
    }
    const upload = await secondsFor([names.losses, names.correct])
    const both = await secondsFor([...names.state, names.losses, names.correct])
    return { upload, readBack: Math.max(0, both - upload) }
  }

  #inputsOf(steps: readonly StepToTake[]): Feeds {
    const { places, scalars, dropoutMasks, isLoneStep } = this.#parts.program
    const axis = isLoneStep ? [] : [steps.length]
    const draws = this.#parts.drawer.draw(steps)
    const { data, batches, mixings } = chunkImages(this.#parts.data, steps, draws, this.#joiner)
    const batch = new BatchFeed(batches, elementCount(places), lossWeights(data), mixings)
    return {
      ...this.state,
      ...Object.fromEntries(scalars.map(({ name, at }) => [name, feed('float32', Float32Array.from(steps, at), axis)])),
      ...Object.fromEntries(
        dropoutMasks.map(({ input, shape }, layer) => {
          const masks = this.#joiner.join(input, draws.flatMap((ofStep) => ofStep.masks[layer] ?? []))
          return [input, feed('uint8', masks, [...axis, ...shape])]
        }),
      ),
      ...(places.length > 1 && this.#microBatchFeeds(steps, axis)),
      ...imageFeeds(data, this.#parts.network),
      ...(!isLoneStep && { steps: feed('int64', BigInt64Array.of(BigInt(steps.length)), []) }),
      ...batch.feeds('int64', [...axis, ...places]),
    }
  }

  async close(): Promise<void> {
    await this.#parts.drawer.close()
    await this.#parts.session.close()
    await this.#parts.late.close()
  }
}

/** Arrays for a state. */
const emptyState = (parts: readonly Slot[]): StateValues => new Map(parts.map(({ name, shape }) => [name, new Float32Array(elementCount(shape))]))
