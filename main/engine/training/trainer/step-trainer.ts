// The trainer of devices without Loop: each step is a run of its own, and the state stays in the device's memory, as does a data set that is not fed by chunks.
import type { DeviceName } from '@contract/devices/devices'
import type { Mixing } from '../../../data/augmentation/mixing'
import type { Network, StateValues } from '../../../networks/network'
import { elementCount } from '../../../onnx/tensor'
import { initialSlots } from '../../optimizers'
import { indexType } from '../../program/inputs/image-batch'
import { compileSteps, recordLength, stepRecord, type Piece, type StepProgram } from '../../program/training/step-program'
import { carriedBy, type DropoutMask } from '../../program/training/training-step'
import { capabilitiesOf } from '../../capabilities'
import { feed, feedsOf, heldOnDevice, release, Session, type Feeds, type SessionOptions } from '../../runtime/session'
import { BatchFeed } from './batch-feed'
import type { Drawer } from '../drawing/drawer'
import { openDrawer } from '../drawing/open-drawer'
import { planOf, type StepDraws, type StepToDraw } from '../drawing/step-draws'
import { imageBytes, imageFeeds, lossWeights, type ImageSet } from './image-set'
import { Joiner } from './joiner'
import type { StateWatcher, StepResult, StepToTake, Trainer, TrainerOptions, TrainingTask, Transfers } from './trainer'
import { chunkImages, isFedByChunks, trainingFormat } from './training-images'
import { Mover, Reader, toDevice } from '../../runtime/transfer'

/** The programs that are open on the device. */
interface Programs {
  /** The pass of a part of the batch; null where the batch is not cut into parts. */
  readonly part: CarryingProgram | null
  readonly step: CarryingProgram
  readonly record: Reader
  readonly state: Reader
}

/** What a trainer works with from its first step to its last. */
interface StepParts {
  readonly network: Network
  readonly device: DeviceName
  readonly data: ImageSet
  readonly drawer: Drawer
  readonly program: Omit<StepProgram, 'part' | 'step'>
  readonly programs: Programs
}

export class StepTrainer implements Trainer {
  /** Each step is a run of its own anyway, however many are taken at once. */
  readonly singleSteps = false
  readonly runsPerStep = true
  /** The state stays on the device. */
  readonly movedBytes = 0
  readonly #joiner = new Joiner()
  /** The images that are on the device now. */
  #onDevice: { readonly of: ImageSet<Uint8Array>; readonly tensors: Feeds } | null = null
  readonly #parts: StepParts
  /** State, record and sums over parts, in the device's memory. */
  #current: Feeds
  /** The sums before the first part. */
  readonly #zeros: Feeds

  private constructor(parts: StepParts, current: Feeds, zeros: Feeds, readonly stepImageBytes: number) {
    this.#parts = parts
    this.#current = current
    this.#zeros = zeros
  }

  /** See `openTrainer`. */
  static async open({ network, data, values, seed, recipe }: TrainingTask, { drawThread, maxResidentBytes, ...options }: TrainerOptions): Promise<StepTrainer> {
    const { device, augmentation } = recipe
    const byChunks = isFedByChunks(data, augmentation, maxResidentBytes)
    const { part, step, ...program } = compileSteps(network, trainingFormat(data, byChunks), recipe)
    /** Adds a name to the profile's prefix: ONNX Runtime adds only the time, to the second, and both programs open within one. */
    const optionsOf = (name: string) => ({ device, ...options, ...(options.profilePrefix !== undefined && { profilePrefix: `${options.profilePrefix}-${name}` }) })
    const carried = carriedBy(network, recipe).all
    const record = Object.values(stepRecord).map((name) => ({ name, shape: [recordLength] }))
    const programs = {
      part: part && (await CarryingProgram.open(part, optionsOf('part'))),
      step: await CarryingProgram.open(step, optionsOf('step')),
      record: await Reader.open(record, device),
      state: await Reader.open(carried, device),
    }
    const beginning = feedsOf(new Map([...initialSlots([...program.slots, ...record]), ...values]), [...carried, ...record])
    const zeros = await toDevice(feedsOf(initialSlots(program.sums), program.sums), device)
    const current = { ...(await toDevice(beginning, device)), ...zeros }
    const drawer = openDrawer(planOf(seed, program.dropoutMasks, augmentation, data, byChunks), device, drawThread)
    const stepImageBytes = byChunks ? elementCount(program.places) * imageBytes(data) : 0
    return new StepTrainer({ network, device, data, drawer, program, programs }, current, zeros, stepImageBytes)
  }

  get deviceBytes(): number {
    return heldOnDevice().bytes
  }

  get state(): Feeds {
    return this.#current
  }

  values(): Promise<StateValues> {
    return this.#parts.programs.state.read(this.#current)
  }

  get secondsInRun(): number {
    const { part, step, record } = this.#parts.programs
    return (part?.secondsInRun ?? 0) + step.secondsInRun + record.secondsInRun
  }

  /** Times the move of batches, masks and augmented images to the device, and of the steps' record back; state and data set stay there. */
  async measureTransfers(steps: readonly StepToTake[]): Promise<Transfers> {
    const [imagesAtOnce = 1] = this.#parts.program.places.slice(-1)
    const draws = this.#parts.drawer.draw(steps)
    const { data, batches, mixings } = chunkImages(this.#parts.data, steps, draws, this.#joiner)
    const fed = steps.flatMap(({ images }, place) => {
      const ofPart = this.#passInputs(data, batches[place] ?? images, draws[place], mixings[place])
      return Array.from({ length: Math.ceil(images.length / imagesAtOnce) }, (_, part) => ofPart(part))
    })
    const mover = await Mover.open(fed[0] ?? {}, this.#parts.device)
    const move = async (inputs: Feeds) => release(Object.values(await mover.move(inputs)))
    const read = () => this.#parts.programs.record.read(this.#current)
    await move(fed[0] ?? {}) // compiles the device's kernels, which is not to be timed
    await read() // waits until the device has finished earlier work
    const start = performance.now()
    await this.#imagesOnDevice(data)
    for (const inputs of fed) await move(inputs)
    await read()
    const uploaded = performance.now()
    await read()
    const readBack = performance.now() - uploaded
    await mover.close()
    return { upload: Math.max(0, uploaded - start - readBack) / 1000, readBack: readBack / 1000 }
  }

  async train(steps: readonly StepToTake[], following: readonly StepToDraw[] = [], watch: StateWatcher | null = null): Promise<StepResult[]> {
    const before = watch && (await this.values())
    const results: StepResult[] = []
    // The device's record has room for the results of `recordLength` steps; it is read once after them.
    for (let start = 0; start < steps.length; start += recordLength) {
      const end = start + recordLength
      results.push(...(await this.#trainChunk(steps.slice(start, end), [...steps.slice(end), ...following])))
    }
    if (watch && before) watch(before, await this.values())
    return results
  }

  async close(): Promise<void> {
    await this.#parts.drawer.close()
    await release([this.#current, this.#zeros, this.#onDevice?.tensors ?? {}].flatMap((tensors) => Object.values(tensors)))
    const { part, step, record, state } = this.#parts.programs
    for (const program of [part, step, record, state]) await program?.close()
  }

  async #trainChunk(steps: readonly StepToTake[], following: readonly StepToDraw[]): Promise<StepResult[]> {
    const draws = this.#parts.drawer.draw(steps)
    this.#parts.drawer.expect(following)
    const { data, batches, mixings } = chunkImages(this.#parts.data, steps, draws, this.#joiner)
    const images = await this.#imagesOnDevice(data)
    for (const [place, step] of steps.entries()) {
      const passInputs = this.#passInputs(data, batches[place] ?? step.images, draws[place], mixings[place])
      await this.#takeStep(step.images.length, (part) => ({ ...images, ...passInputs(part) }), this.#updateInputs(step, place))
    }
    const record = await this.#parts.programs.record.read(this.#current)
    const [losses, correct] = [record.get(stepRecord.losses), record.get(stepRecord.correct)]
    return steps.map(({ images: { length } }, place) => ({ loss: losses?.[place] ?? NaN, correct: correct?.[place] ?? NaN, images: length }))
  }

  /** Inputs of the pass of each part of a step's batch, beside the images. @param images places of the step's images among `data`, which is on the device */
  #passInputs(data: ImageSet, images: Uint32Array, draws: StepDraws | undefined, mixing: Mixing | undefined): (part: number) => Feeds {
    const { places, dropoutMasks } = this.#parts.program
    const [imagesAtOnce = 1] = places.slice(-1)
    const batch = new BatchFeed([images], elementCount(places), lossWeights(data), mixing ? [mixing] : [])
    const type = indexType(capabilitiesOf[this.#parts.device])
    const masks = dropoutMasks.map((mask, layer) => {
      const drawn = draws?.masks[layer]
      if (!drawn) throw new Error(`no mask was drawn for ${mask.input}`)
      return { mask, drawn }
    })
    return (part) => ({
      ...batch.feeds(type, [imagesAtOnce], part * imagesAtOnce),
      ...Object.fromEntries(masks.map(({ mask, drawn }) => [mask.input, partOfMask(mask, drawn, places.length > 1 ? part : null)])),
    })
  }

  /** @param place of the step's results in the record */
  #updateInputs(step: StepToTake, place: number): Feeds {
    return {
      ...Object.fromEntries(this.#parts.program.scalars.map(({ name, at }) => [name, feed('float32', Float32Array.of(at(step)), [])])),
      place: feed('int32', Int32Array.of(place), []),
    }
  }

  async #takeStep(images: number, passInputs: (part: number) => Feeds, updateInputs: Feeds): Promise<void> {
    const { part: partOfBatch, step: wholeOrUpdate } = this.#parts.programs
    const [imagesAtOnce = 1] = this.#parts.program.places.slice(-1)
    if (partOfBatch) {
      for (let part = 0; part * imagesAtOnce < images; part++) await this.#replace(await partOfBatch.run({ ...this.#current, ...passInputs(part) }))
      await this.#replace(await wholeOrUpdate.run({ ...this.#current, ...updateInputs }))
      await this.#replace(this.#zeros)
    } else {
      await this.#replace(await wholeOrUpdate.run({ ...this.#current, ...passInputs(0), ...updateInputs }))
    }
  }

  /** Replaces carried values by their next values, and releases the memory of the old ones. */
  async #replace(next: Feeds): Promise<void> {
    const kept = new Set(Object.values(this.#zeros))
    const before = Object.keys(next).flatMap((name) => this.#current[name] ?? [])
    await release(before.filter((tensor) => !kept.has(tensor)))
    this.#current = { ...this.#current, ...next }
  }

  /** Images in the device's memory; a whole data set is moved there once and stays. */
  async #imagesOnDevice(data: ImageSet<Uint8Array>): Promise<Feeds> {
    if (this.#onDevice?.of !== data) {
      await release(Object.values(this.#onDevice?.tensors ?? {}))
      this.#onDevice = { of: data, tensors: await toDevice(imageFeeds(data, this.#parts.network), this.#parts.device) }
    }
    return this.#onDevice.tensors
  }
}

/** A layer's mask for the whole batch, or for one of the parts that it is cut into. */
function partOfMask({ shape }: DropoutMask, drawn: Uint8Array, part: number | null) {
  if (part === null) return feed('uint8', drawn, shape)
  const ofPart = shape.slice(1)
  const bytes = elementCount(ofPart)
  return feed('uint8', drawn.subarray(part * bytes, (part + 1) * bytes), ofPart)
}

/** A program on the device that carries some of its values from run to run. */
class CarryingProgram {
  readonly #session: Session
  readonly #piece: Pick<Piece, 'carried'>

  private constructor(session: Session, piece: Pick<Piece, 'carried'>) {
    this.#session = session
    this.#piece = piece
  }

  static async open({ model, carried }: Piece, options: SessionOptions): Promise<CarryingProgram> {
    return new CarryingProgram(await Session.open(model, { ...options, outputs: 'device' }), { carried })
  }

  get secondsInRun(): number {
    return this.#session.secondsInRun
  }

  /** @returns the next values of what is carried, left on the device */
  async run(inputs: Feeds): Promise<Feeds> {
    const { carried } = this.#piece
    const outputs = await this.#session.run(inputs, carried.map(({ next }) => next))
    return Object.fromEntries(carried.map(({ name, next }) => [name, outputs.onDevice(next)] as const))
  }

  async close(): Promise<void> {
    await this.#session.close()
  }
}
