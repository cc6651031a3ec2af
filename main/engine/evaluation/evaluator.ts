// The evaluator: loss and accuracy of a network's state over a whole set of images, or logits and loss of every image.
import type { DeviceName } from '@contract/devices/devices'
import { averagedViews } from './averaged-views'
import type { ImageLogits } from './image-logits'
import { openImages, type ImageReader } from '../../data/image-reader'
import { everyImage } from '../../data/training-part'
import { stateOf, type Network } from '../../networks/network'
import { compileEvaluation, evaluationOutputs, imageOutputs, type EvaluationOptions } from '../program/evaluation-program'
import { indexType } from '../program/inputs/image-batch'
import { capabilitiesOf } from '../capabilities'
import { release, Session, stateFeeds, type Feeds, type Outputs } from '../runtime/session'
import { BatchFeed, sumWeights } from '../training/trainer/batch-feed'
import { imageBytes, imageFeeds, ofAnyCount, isResident, labelsAt, type ImageSet } from '../training/trainer/image-set'
import { memoryPolicy } from '../training/trainer/memory-policy'
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
  /** See `SessionOptions`. */
  readonly profilePrefix?: string
}

/** Images and labels that the program is fed: those of the whole set, already where the device reads them, or a reader for those of each batch. */
type EvaluatedImages = { readonly resident: Feeds; readonly reader?: undefined } | { readonly resident: null; readonly reader: ImageReader }

export class Evaluator {
  readonly #network: Network
  readonly #device: DeviceName
  readonly #data: ImageSet
  readonly #chosen: Uint32Array
  readonly #images: EvaluatedImages
  readonly #session: Session
  readonly #options: EvaluationOptions

  private constructor(network: Network, device: DeviceName, data: ImageSet, chosen: Uint32Array, images: EvaluatedImages, session: Session, options: EvaluationOptions) {
    this.#network = network
    this.#device = device
    this.#data = data
    this.#chosen = chosen
    this.#images = images
    this.#session = session
    this.#options = options
  }

  /**
   * @param network built for the batch size to evaluate with, times the number of views
   * @throws LabError `dataset/unreadable` where images lie in a file that cannot be opened
   */
  static async open(network: Network, data: ImageSet, device: DeviceName, { images: chosen = null, residentBytes, profilePrefix, ...options }: EvaluatorOptions = {}): Promise<Evaluator> {
    // Of a part of a set, only the images of each batch are fed: the whole set may be many times as large.
    const resident = chosen === null && isResident(data, residentBytes) ? data : null
    const model = compileEvaluation(network, resident ?? ofAnyCount(data), device, options)
    const session = await Session.open(model, { device, arena: memoryPolicy(network, 0).keepsArena, ...(profilePrefix !== undefined && { profilePrefix }) })
    const images: EvaluatedImages = resident
      ? { resident: await toDevice(imageFeeds(resident, network), device) }
      : { resident: null, reader: openImages(data.images, imageBytes(data)) }
    return new Evaluator(network, device, data, chosen ?? everyImage(data.count), images, session, options)
  }

  /**
   * Evaluates the first of the chosen images, or all of them.
   * @param state holds, on the same device, parameters and buffers under their names
   * @param onBatch told after each batch how many images are done; may throw to end the evaluation
   */
  async evaluate(state: Feeds, onBatch: (done: number, total: number) => void | Promise<void> = () => undefined, total = this.#chosen.length): Promise<Evaluation> {
    let [loss, correct] = [0, 0]
    for await (const { start, indices, outputs } of this.#batches(state, Object.values(evaluationOutputs), total)) {
      loss += outputs.floats(evaluationOutputs.loss)[0] ?? NaN
      correct += outputs.floats(evaluationOutputs.correct)[0] ?? NaN
      await onBatch(start + indices.length, total)
    }
    return { loss: loss / total, accuracy: correct / total }
  }

  /** Logits and loss of every chosen image, batch after batch; of an evaluator that was opened for `images`. @param state as for {@link evaluate} */
  async *imageLogits(state: Feeds): AsyncGenerator<ImageLogits, void> {
    const { views, loss } = this.#options
    const [images = 1, classes = 0] = this.#network.logits.shape
    for await (const { start, indices, outputs } of this.#batches(state, Object.values(imageOutputs), this.#chosen.length)) {
      const count = indices.length
      const [logits, losses] = [outputs.floats(imageOutputs.logits), outputs.floats(imageOutputs.losses)]
      if (!views) yield { start, count, indices, logits: logits.subarray(0, count * classes), losses: losses.subarray(0, count) }
      else {
        const ofImages = { start, count, indices, logits, losses, classes, views: views.length, places: images / views.length }
        yield averagedViews(ofImages, loss ?? 'cross-entropy', this.#data.labels)
      }
    }
  }

  /** Runs the program on one batch after another of the first `total` chosen images. */
  async *#batches(state: Feeds, names: readonly string[], total: number): AsyncGenerator<{ readonly start: number; readonly indices: Uint32Array; readonly outputs: Outputs }, void> {
    const [images = 1] = this.#network.images.shape
    const batchSize = images / (this.#options.views?.length ?? 1)
    const type = indexType(capabilitiesOf[this.#device])
    const fixed = stateFeeds(stateOf(this.#network), state)
    for (let start = 0; start < total; start += batchSize) {
      const indices = this.#chosen.subarray(start, Math.min(start + batchSize, total))
      const { feeds, places } = this.#imagesOf(indices)
      const inputs = { ...fixed, ...feeds, ...new BatchFeed([places], batchSize, sumWeights).feeds(type, [batchSize]) }
      yield { start, indices, outputs: await this.#session.run(inputs, names) }
    }
  }

  /** The inputs that hold a batch's images, and the places of these images in the inputs. */
  #imagesOf(batch: Uint32Array): { readonly feeds: Feeds; readonly places: Uint32Array } {
    const { resident, reader } = this.#images
    if (resident) return { feeds: resident, places: batch }
    const bytes = imageBytes(this.#data)
    const images = new Uint8Array(batch.length * bytes)
    reader.gather(batch, images)
    const part = { ...this.#data, count: batch.length, images, labels: labelsAt(this.#data.labels, batch) }
    return { feeds: imageFeeds(part, this.#network), places: batch.map((_, place) => place) }
  }

  async close(): Promise<void> {
    await release(Object.values(this.#images.resident ?? {}))
    this.#images.reader?.close()
    await this.#session.close()
  }
}
