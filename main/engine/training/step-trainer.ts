// The trainer of devices without Loop: each step is a run of its own, and state and data set stay in the device's memory.
import type { Network, StateValues } from '../networks/network'
import { elementCount } from '../onnx/tensor'
import { initialSlots, type Slot } from '../optimizers'
import { indexType } from '../program/image-batch'
import { compileSteps, recordLength, stepRecord, type Piece, type StepProgram } from '../program/step-program'
import type { TrainingRecipe } from '../program/training-recipe'
import { bytesOf, carriedBy, type DropoutMask } from '../program/training-step'
import { capabilitiesOf } from '../runtime/capabilities'
import { feed, feedsOf, heldOnDevice, release, Session, type Feeds, type SessionOptions } from '../runtime/session'
import { BatchFeed } from './batch'
import { drawMasks } from './dropout-masks'
import type { ImageSet } from './image-set'
import type { StepResult, StepToTake, Trainer, Transfers } from './trainer'
import { trainingImages, type TrainingImages } from './training-images'
import { Reader, toDevice } from './transfer'

/** What is open on the device. */
interface Programs {
  /** The pass of a part of the batch, where there are parts. */
  readonly part: CarryingProgram | null
  readonly step: CarryingProgram
  readonly record: Reader
  readonly state: Reader
}

export class StepTrainer implements Trainer {
  /** Its steps are runs of their own, however many are taken at once. */
  readonly singleSteps = false
  /** The images that are on the device now. */
  private data: { readonly of: ImageSet; readonly tensors: Feeds } | null = null

  private constructor(
    private readonly recipe: TrainingRecipe,
    private readonly images: TrainingImages,
    private readonly seed: number,
    private readonly program: Omit<StepProgram, 'part' | 'step'>,
    private readonly programs: Programs,
    private readonly carried: readonly Slot[],
    /** State, record and sums over parts, in the device's memory. */
    private current: Feeds,
    /** The sums before the first part. */
    private readonly zeros: Feeds,
  ) {}

  /** See `openTrainer`. */
  static async open(
    network: Network,
    data: ImageSet,
    values: StateValues,
    seed: number,
    recipe: TrainingRecipe,
    options: SessionOptions,
  ): Promise<StepTrainer> {
    const { device } = recipe
    const images = trainingImages(data, recipe.augmentation, seed)
    const { part, step, ...program } = compileSteps(network, images.format, recipe)
    const carried = carriedBy(network, recipe).all
    const record = Object.values(stepRecord).map((name) => ({ name, shape: [recordLength] }))
    const programs = {
      part: part && (await CarryingProgram.open(part, { device, ...options })),
      step: await CarryingProgram.open(step, { device, ...options }),
      record: await Reader.open(record, device),
      state: await Reader.open(carried, device),
    }
    const beginning = feedsOf(new Map([...initialSlots([...program.slots, ...record]), ...values]), [...carried, ...record])
    const zeros = await toDevice(feedsOf(initialSlots(program.sums), program.sums), device)
    const current = { ...(await toDevice(beginning, device)), ...zeros }
    return new StepTrainer(recipe, images, seed, program, programs, carried, current, zeros)
  }

  get stateBytes(): number {
    return bytesOf(this.carried)
  }

  get deviceBytes(): number {
    return heldOnDevice().bytes
  }

  get state(): Feeds {
    return this.current
  }

  values(): Promise<StateValues> {
    return this.programs.state.read(this.current)
  }

  get secondsInRun(): number {
    const { part, step, record } = this.programs
    return (part?.secondsInRun ?? 0) + step.secondsInRun + record.secondsInRun
  }

  /** State and data set stay on the device: to it move the images that augmentation has made, back the record of the steps. */
  async measureTransfers(steps: readonly StepToTake[]): Promise<Transfers> {
    const { data } = this.images.take(steps)
    const start = performance.now()
    await this.imagesOnDevice(data)
    const uploaded = performance.now()
    // The first reading waits until the device has done what it was given before.
    await this.programs.record.read(this.current)
    const idle = performance.now()
    await this.programs.record.read(this.current)
    return { upload: (uploaded - start) / 1000, readBack: (performance.now() - idle) / 1000 }
  }

  async train(steps: readonly StepToTake[]): Promise<StepResult[]> {
    const results: StepResult[] = []
    // As many at once as the device can note the results of, which come back in the end.
    for (let start = 0; start < steps.length; start += recordLength) results.push(...(await this.trainChunk(steps.slice(start, start + recordLength))))
    return results
  }

  async close(): Promise<void> {
    await release([this.current, this.zeros, this.data?.tensors ?? {}].flatMap((tensors) => Object.values(tensors)))
    const { part, step, record, state } = this.programs
    for (const program of [part, step, record, state]) await program?.close()
  }

  private async trainChunk(steps: readonly StepToTake[]): Promise<StepResult[]> {
    const { data, batches } = this.images.take(steps)
    const onDevice = await this.imagesOnDevice(data)
    for (const [place, step] of steps.entries()) await this.takeStep(step, batches[place] ?? step.images, place, onDevice)
    const record = await this.programs.record.read(this.current)
    const [losses, correct] = [record.get(stepRecord.losses), record.get(stepRecord.correct)]
    return steps.map(({ images }, place) => ({ loss: losses?.[place] ?? NaN, correct: correct?.[place] ?? NaN, images: images.length }))
  }

  /** @param place in the record, where its results are noted */
  private async takeStep(step: StepToTake, images: Uint32Array, place: number, data: Feeds): Promise<void> {
    const { places, scalars, dropoutMasks } = this.program
    const [imagesAtOnce = 1] = places.slice(-1)
    const batch = new BatchFeed([images], elementCount(places), (n) => 1 / n)
    const type = indexType(capabilitiesOf[this.recipe.device])
    const masks = dropoutMasks.map((mask, layer) => ({ mask, drawn: drawMasks(this.seed, mask, layer, [step]) }))
    const passInputs = (part: number): Feeds => ({
      ...data,
      ...batch.feeds(type, [imagesAtOnce], part * imagesAtOnce),
      ...Object.fromEntries(masks.map(({ mask, drawn }) => [mask.input, partOfMask(mask, drawn, places.length > 1 ? part : null)])),
    })
    const updateInputs = {
      ...Object.fromEntries(scalars.map(({ name, at }) => [name, feed('float32', Float32Array.of(at(step)), [])])),
      place: feed('int32', Int32Array.of(place), []),
    }
    const { part: partOfBatch, step: wholeOrUpdate } = this.programs
    if (partOfBatch) {
      for (let part = 0; part * imagesAtOnce < images.length; part++) await this.replace(await partOfBatch.run({ ...this.current, ...passInputs(part) }))
      await this.replace(await wholeOrUpdate.run({ ...this.current, ...updateInputs }))
      await this.replace(this.zeros)
    } else {
      await this.replace(await wholeOrUpdate.run({ ...this.current, ...passInputs(0), ...updateInputs }))
    }
  }

  /** Takes over the next values of what is carried, and gives back the memory of the values before. */
  private async replace(next: Feeds): Promise<void> {
    const kept = new Set(Object.values(this.zeros))
    const before = Object.keys(next).flatMap((name) => this.current[name] ?? [])
    await release(before.filter((tensor) => !kept.has(tensor)))
    this.current = { ...this.current, ...next }
  }

  /** Images in the device's memory, where a whole data set stays once it is there. */
  private async imagesOnDevice(data: ImageSet): Promise<Feeds> {
    if (this.data?.of !== data) {
      await release(Object.values(this.data?.tensors ?? {}))
      const { count, channels, height, width, images, labels } = data
      const tensors = { images: feed('uint8', images, [count, channels, height, width]), labels: feed('uint8', labels, [count]) }
      this.data = { of: data, tensors: await toDevice(tensors, this.recipe.device) }
    }
    return this.data.tensors
  }
}

/** A layer's mask for the whole batch, or for one of the parts that it is cut into. */
function partOfMask({ shape }: DropoutMask, drawn: Uint8Array, part: number | null) {
  if (part === null) return feed('uint8', drawn, shape)
  const ofPart = shape.slice(1)
  const bytes = elementCount(ofPart)
  return feed('uint8', drawn.subarray(part * bytes, (part + 1) * bytes), ofPart)
}

/** A program on the device, some of whose values are carried from run to run. */
class CarryingProgram {
  private constructor(
    private readonly session: Session,
    private readonly piece: Pick<Piece, 'carried'>,
  ) {}

  static async open({ model, carried }: Piece, options: SessionOptions): Promise<CarryingProgram> {
    return new CarryingProgram(await Session.open(model, { ...options, outputs: 'device' }), { carried })
  }

  get secondsInRun(): number {
    return this.session.secondsInRun
  }

  /** @returns the next values of what is carried, left on the device */
  async run(inputs: Feeds): Promise<Feeds> {
    const { carried } = this.piece
    const outputs = await this.session.run(inputs, carried.map(({ next }) => next))
    return Object.fromEntries(carried.map(({ name, next }) => [name, outputs.onDevice(next)] as const))
  }

  async close(): Promise<void> {
    await this.session.close()
  }
}
