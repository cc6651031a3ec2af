// The draws of one training step: masks of the dropout layers, and the step's images where the program is not fed the whole set.
import { isAugmented, isMixed, type Augmentation } from '@contract/data/augmentation'
import { Augmenter, type AugmentationPlan } from '../../../data/augmentation/augmenter'
import { drawMix, mixBatch, type Mixing } from '../../../data/augmentation/mixing'
import type { Images } from '../../../data/dataset'
import { openImages, type ImageReader } from '../../../data/image-reader'
import { joinedIndices } from '../../../data/joined-indices'
import { elementCount } from '../../../onnx/tensor'
import type { DropoutMask } from '../../program/training/training-step'
import { fillWordsFast } from '@common/randomness/fast-words'
import { keepMask, streams } from '@common/randomness/stream'
import { imageBytes, type ImageSet } from '../trainer/image-set'
import { freshMemory, type MemorySource } from './draw-memory'

/** A step that random values are drawn for. */
export interface StepToDraw {
  /** Steps taken since the run began; masks and the mixing of images depend on it. */
  readonly number: number
  /** The epoch that the step belongs to, from 0; the augmentation of each image depends on it. */
  readonly epoch: number
  /** Which images of the data set it takes. */
  readonly images: Uint32Array
  /** How often each of these images was taken before in this epoch; left out: an epoch takes every image once. */
  readonly occurrences?: Uint32Array | undefined
}

/** Where the images of steps come from, and how they are changed. */
export interface DrawnImages {
  readonly source: Images
  readonly augmentation: Augmentation
}

type ImagesPlan = DrawnImages & Omit<AugmentationPlan, 'seed'>

/** Everything that draws depend on beside the step. It can be sent to another thread. */
export interface DrawingPlan {
  /** Seed of the run. */
  readonly seed: number
  readonly masks: readonly DropoutMask[]
  /** Null where the program is fed the whole set. */
  readonly images: ImagesPlan | null
}

/** @param byChunks see `isFedByChunks` */
export function planOf(seed: number, masks: readonly DropoutMask[], augmentation: ImagesPlan['augmentation'], data: ImageSet, byChunks: boolean): DrawingPlan {
  const { images: source, colours, channels, height, width } = data
  return { seed, masks, images: byChunks ? { augmentation, colours, source, shape: { channels, height, width } } : null }
}

export interface StepDraws {
  readonly number: number
  /** The packed masks of each dropout layer, of the shape that its input has for one step. */
  readonly masks: readonly Uint8Array[]
  /** The step's images, augmented, one after another; null where the program is fed the whole set. */
  readonly images: Uint8Array | null
  /** How the images were mixed; null: they were not. */
  readonly mixing: Mixing | null
}

/** The memory that the images of draws lie in, each once. */
export function imageMemoryOf(draws: readonly StepDraws[]): readonly ArrayBuffer[] {
  return [...new Set(draws.flatMap(({ images }) => (images ? [images.buffer as ArrayBuffer] : [])))]
}

/** Draws steps. The draws are a function of the plan and the step alone: neither thread nor time matters. */
export class StepDrawer {
  readonly #plan: DrawingPlan
  readonly #images: ImageDrawer | null

  /** @throws LabError `dataset/unreadable` */
  constructor(plan: DrawingPlan) {
    this.#plan = plan
    this.#images = plan.images && new ImageDrawer({ ...plan.images, seed: plan.seed })
  }

  /** @throws LabError `dataset/...` where an image cannot be read */
  draw(step: StepToDraw): StepDraws {
    const [draws] = this.drawAll([step])
    if (!draws) throw new Error('a step was not drawn')
    return draws
  }

  /**
   * Draws several steps, whose images lie one after another in the same memory.
   * @throws as {@link draw}
   */
  drawAll(steps: readonly StepToDraw[], memory: MemorySource = freshMemory): readonly StepDraws[] {
    const { seed, masks } = this.#plan
    const images = this.#images?.draw(steps, memory)
    return steps.map(({ number }, place) => ({
      number,
      masks: masks.map(({ shape, rate }, layer) => {
        const mask = new Uint8Array(elementCount(shape))
        keepMask({ seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, mask, fillWordsFast)
        return mask
      }),
      ...(images?.[place] ?? { images: null, mixing: null }),
    }))
  }

  /** Steps that are better drawn together than each by itself: those whose images are read from a file, where more of them lie near each other, up to some bytes of images. */
  groups(steps: readonly StepToDraw[]): readonly (readonly StepToDraw[])[] {
    const images = this.#images
    if (!images?.readsTogether) return steps.map((step) => [step])
    const groups: StepToDraw[][] = []
    let bytes = Infinity
    for (const step of steps) {
      bytes += images.bytesOf(step)
      if (bytes > mostGroupBytes) {
        groups.push([])
        bytes = images.bytesOf(step)
      }
      groups.at(-1)?.push(step)
    }
    return groups
  }

  close(): void {
    this.#images?.close()
  }
}

/** Bytes of images that are read together: half of the largest chunk, so that whoever waits for a chunk soon has half of it. */
const mostGroupBytes = 16e6

type DrawnStepImages = Pick<StepDraws, 'images' | 'mixing'>

/** Reads the images of steps, augments and mixes them. */
class ImageDrawer {
  readonly #plan: ImagesPlan & AugmentationPlan
  readonly #reader: ImageReader
  /** Null: images are taken as they are. */
  readonly #augmenter: Augmenter | null
  /** Images before they are mixed. */
  #unmixed = new Uint8Array()

  constructor(plan: ImagesPlan & AugmentationPlan) {
    this.#plan = plan
    this.#reader = openImages(plan.source, imageBytes(plan.shape))
    this.#augmenter = isAugmented(plan.augmentation) ? new Augmenter(plan) : null
  }

  /** Whether the images of several steps are read at once. */
  get readsTogether(): boolean {
    return !this.#augmenter && !(this.#plan.source instanceof Uint8Array)
  }

  /** Bytes of a step's images. */
  bytesOf({ images }: StepToDraw): number {
    return images.length * imageBytes(this.#plan.shape)
  }

  draw(steps: readonly StepToDraw[], memory: MemorySource): readonly DrawnStepImages[] {
    const whole = memory.take(steps.reduce((sum, step) => sum + this.bytesOf(step), 0))
    let end = 0
    const parts = steps.map((step) => whole.subarray(end, (end += this.bytesOf(step))))
    if (!this.#augmenter) {
      this.#reader.gather(joinedIndices(steps.map(({ images }) => images)), whole)
      return parts.map((images) => ({ images, mixing: null }))
    }
    const augmenter = this.#augmenter
    return steps.map((step, place) => this.#changed(step, parts[place] ?? whole, augmenter))
  }

  /** @param images gets the step's images */
  #changed(step: StepToDraw, images: Uint8Array, augmenter: Augmenter): DrawnStepImages {
    const { augmentation, shape } = this.#plan
    if (!isMixed(augmentation)) {
      this.#augment(step, images, augmenter)
      return { images, mixing: null }
    }
    if (this.#unmixed.length < images.length) this.#unmixed = new Uint8Array(images.length)
    this.#augment(step, this.#unmixed, augmenter)
    const mix = drawMix(this.#plan, step.number, step.images.length)
    mixBatch(mix, shape, this.#unmixed, images)
    return { images, mixing: { partners: mix.partners, share: mix.share } }
  }

  #augment({ epoch, images, occurrences }: StepToDraw, to: Uint8Array, augmenter: Augmenter): void {
    const bytes = imageBytes(this.#plan.shape)
    for (let place = 0; place < images.length; place++) {
      const image = images[place] ?? 0
      augmenter.write(this.#reader.imageAt(image), epoch, image, occurrences?.[place] ?? 0, to, place * bytes)
    }
  }

  close(): void {
    this.#reader.close()
  }
}
