// The evaluator: loss and accuracy of a network's state over a whole set of images, or logits and loss of every image.
import type { DeviceName } from '@contract/devices/devices'
import { averagedViews } from './averaged-views'
import type { ImageLogits } from './image-logits'
import { openImages, type ImageReader } from '../../data/image-reader'
import { everyImage } from '../../data/training-part'
import { stateOf, type Network, type StateValues } from '../../networks/network'
import { batchesInput, compileEvaluation, evaluationOutputs, imageOutputs, type EvaluationOptions } from '../program/evaluation-program'
import { indexType } from '../program/inputs/image-batch'
import { capabilitiesOf } from '../capabilities'
import { bytesIn, feed, release, Session, stateFeeds, type Feeds } from '../runtime/session'
import { BatchFeed, sumWeights } from '../training/trainer/batch-feed'
import { imageBytes, imageFeeds, ofAnyCount, isResident, labelsAt, type ImageSet } from '../training/trainer/image-set'
import { chunkSize, maxImageBytes } from '../training/trainer/chunk-size'
import { keepsArenaInEvaluation } from '../training/trainer/memory-policy'
import { toDevice } from '../runtime/transfer'

export interface Evaluation {
  /** Mean loss. */
  readonly loss: number
  /** Share of images whose label has the largest logit, 0..1. */
  readonly accuracy: number
}

/** The kind is `images` for {@link Evaluator.imageLogits}, `sums` for {@link Evaluator.evaluate}. */
export interface EvaluatorOptions extends EvaluationOptions {
  /** The images of the set to evaluate, as indices; null or left out: all. */
  readonly images?: Uint32Array | null
  /** Bytes of images above which the program is fed each batch rather than the whole set. */
  readonly residentBytes?: number | undefined
  /** Seconds that the device takes for one image, as far as they are known; see {@link Evaluator.imageSeconds}. */
  readonly imageSeconds?: number | null
  /** See `SessionOptions`. */
  readonly profilePrefix?: string
}

/** Images and labels that the program is fed: those of the whole set, already where the device reads them, or a reader for those of each batch. */
type EvaluatedImages = { readonly resident: Feeds; readonly reader?: undefined } | { readonly resident: null; readonly reader: ImageReader }

interface EvaluatorParts {
  readonly network: Network
  readonly device: DeviceName
  readonly data: ImageSet
  readonly chosen: Uint32Array
  readonly images: EvaluatedImages
  readonly session: Session
  /** What each run of the program is fed of the state. */
  readonly state: Feeds
  readonly options: EvaluationOptions
}

export class Evaluator {
  readonly #parts: EvaluatorParts
  #imageSeconds: number | null

  private constructor(parts: EvaluatorParts, imageSeconds: number | null) {
    this.#parts = parts
    this.#imageSeconds = imageSeconds
  }

  /**
   * @param network built for the batch size to evaluate with, times the number of views
   * @param values parameters and buffers under their names, on the same device
   * @throws LabError `dataset/unreadable` where images lie in a file that cannot be opened
   */
  static async open(network: Network, data: ImageSet, device: DeviceName, values: Feeds, { images: chosen = null, residentBytes, profilePrefix, imageSeconds = null, ...options }: EvaluatorOptions = {}): Promise<Evaluator> {
    // Of a part of a set, only the images of each run are fed: the whole set may be many times as large.
    const resident = chosen === null && isResident(data, residentBytes) ? data : null
    const fed = stateFeeds(stateOf(network), values)
    const held = isHeld(fed, device) ? { state: valuesOf(fed) } : {}
    const model = compileEvaluation(network, resident ?? ofAnyCount(data), device, { ...options, ...held })
    const session = await Session.open(model, { device, arena: keepsArenaInEvaluation(network), ...(profilePrefix !== undefined && { profilePrefix }) })
    const images: EvaluatedImages = resident
      ? { resident: await toDevice(imageFeeds(resident, network), device) }
      : { resident: null, reader: openImages(data.images, imageBytes(data)) }
    return new Evaluator({ network, device, data, chosen: chosen ?? everyImage(data.count), images, session, state: held.state ? {} : fed, options }, imageSeconds)
  }

  /** Seconds that the device took for one image in the last run of the program; null before the first, unless it was told on opening. */
  get imageSeconds(): number | null {
    return this.#imageSeconds
  }

  /**
   * Evaluates the first of the chosen images, or all of them.
   * @param onBatch told after each batch how many images are done; may throw to end the evaluation
   */
  async evaluate(onBatch: (done: number, total: number) => void | Promise<void> = () => undefined, total = this.#parts.chosen.length): Promise<Evaluation> {
    let [loss, correct] = [0, 0]
    for await (const { start, indices, floats } of this.#batches(Object.values(evaluationOutputs), total)) {
      loss += floats(evaluationOutputs.loss)[0] ?? NaN
      correct += floats(evaluationOutputs.correct)[0] ?? NaN
      await onBatch(start + indices.length, total)
    }
    return { loss: loss / total, accuracy: correct / total }
  }

  /** Logits and loss of every chosen image, batch after batch; of an evaluator that was opened for `images`. */
  async *imageLogits(): AsyncGenerator<ImageLogits, void> {
    const { network, data, chosen, options } = this.#parts
    const { views, loss } = options
    const [images = 1, classes = 0] = network.logits.shape
    for await (const { start, indices, floats } of this.#batches(Object.values(imageOutputs), chosen.length)) {
      const count = indices.length
      const [logits, losses] = [floats(imageOutputs.logits), floats(imageOutputs.losses)]
      if (!views) yield { start, count, indices, logits: logits.subarray(0, count * classes), losses: losses.subarray(0, count) }
      else {
        const ofImages = { start, count, indices, logits, losses, classes, views: views.length, places: images / views.length }
        yield averagedViews(ofImages, loss ?? 'cross-entropy', data.labels)
      }
    }
  }

  /** Runs the program on one batch after another of the first `total` chosen images; several in one run where each run copies all inputs to the device. */
  async *#batches(names: readonly string[], total: number): AsyncGenerator<BatchOutputs, void> {
    const { network, device, chosen, session, state, options } = this.#parts
    const [atOnce = 1] = network.images.shape
    const size = atOnce / (options.views?.length ?? 1)
    const { copiesInputs, ...capabilities } = capabilitiesOf[device]
    for (let start = 0; start < total; ) {
      const images = chosen.subarray(start, Math.min(start + size * (copiesInputs ? this.#batchesAtOnce(size) : 1), total))
      const { feeds, places } = this.#imagesOf(images)
      const batches = inBatches(places, size)
      const many = copiesInputs ? { [batchesInput]: feed('int64', BigInt64Array.of(BigInt(batches.length)), []) } : {}
      const before = session.secondsInRun
      const batchFeed = new BatchFeed(batches, size, sumWeights).feeds(indexType(capabilities), copiesInputs ? [batches.length, size] : [size])
      const outputs = await session.run({ ...state, ...feeds, ...batchFeed, ...many }, names)
      this.#imageSeconds = (session.secondsInRun - before) / images.length
      for (const [place, indices] of inBatches(images, size).entries()) {
        yield { start, indices, floats: (name) => partOf(outputs.floats(name), place, batches.length) }
        start += indices.length
      }
    }
  }

  /** As many batches as a chunk of training would have steps, but of larger images: only one chunk of them is in memory, and as many bytes as the state are copied with it anyway. */
  #batchesAtOnce(size: number): number {
    const { data, images, state } = this.#parts
    const movedBytes = bytesIn(Object.values({ ...state, ...images.resident }))
    const chunk = { movedBytes, stepImageBytes: images.resident ? 0 : size * imageBytes(data), singleSteps: false }
    return chunkSize(this.#imageSeconds === null ? null : this.#imageSeconds * size, chunk, Math.max(maxImageBytes, movedBytes))
  }

  /** The inputs that hold images, and the places of these images in the inputs. */
  #imagesOf(indices: Uint32Array): { readonly feeds: Feeds; readonly places: Uint32Array } {
    const { network, data, images: { resident, reader } } = this.#parts
    if (resident) return { feeds: resident, places: indices }
    const images = new Uint8Array(indices.length * imageBytes(data))
    reader.gather(indices, images)
    const part = { ...data, count: indices.length, images, labels: labelsAt(data.labels, indices) }
    return { feeds: imageFeeds(part, network), places: indices.map((_, place) => place) }
  }

  async close(): Promise<void> {
    const { images, session } = this.#parts
    await release(Object.values(images.resident ?? {}))
    images.reader?.close()
    await session.close()
  }
}

/** Bytes of the largest state that a program holds: ONNX Runtime keeps weights of its own beside it. */
const mostHeldBytes = 16e6

/**
 * Whether the program holds the state, instead of being fed it: then ONNX Runtime lays out convolutions for the processor's registers, and merges them with the normalisations and
 * activations behind them.
 */
const isHeld = (state: Feeds, device: DeviceName): boolean => device === 'cpu' && bytesIn(Object.values(state)) <= mostHeldBytes

const valuesOf = (state: Feeds): StateValues => new Map(Object.entries(state).map(([name, { data }]) => [name, data as Float32Array]))

/** What a run tells of one batch: `floats` reads an output, as of a program for one batch. */
interface BatchOutputs {
  readonly start: number
  readonly indices: Uint32Array
  readonly floats: (name: string) => Float32Array
}

/** Batches of `size` images; the last one may have fewer. */
function inBatches(images: Uint32Array, size: number): Uint32Array[] {
  return Array.from({ length: Math.ceil(images.length / size) }, (_, place) => images.subarray(place * size, (place + 1) * size))
}

/** One of `count` parts of equal length. */
function partOf(values: Float32Array, place: number, count: number): Float32Array {
  const length = values.length / count
  return values.subarray(place * length, (place + 1) * length)
}
