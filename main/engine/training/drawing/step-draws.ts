// The draws of one training step: masks of the dropout layers, and the step's images where the program is not fed the whole set.
import { isAugmented, type Augmentation } from '@contract/data/augmentation'
import { augmentImage, drawChance, type ImageShape } from '../../../data/augmentation'
import type { Images } from '../../../data/dataset'
import { openImages, type ImageReader } from '../../../data/image-reader'
import { elementCount } from '../../../onnx/tensor'
import type { DropoutMask } from '../../program/training/training-step'
import { keepMask, streams } from '@common/randomness/stream'
import { imageBytes, type ImageSet } from '../trainer/image-set'

/** A step that random values are drawn for. */
export interface StepToDraw {
  /** Steps taken since the run began; within a run, this number decides the rest of the step. */
  readonly number: number
  /** Which images of the data set it takes. */
  readonly images: Uint32Array
}

/** Everything that draws depend on beside the step. It can be sent to another thread. */
export interface DrawingPlan {
  /** Seed of the run. */
  readonly seed: number
  readonly masks: readonly DropoutMask[]
  /** Source of a step's images, and their augmentation; null where the program is fed the whole set. */
  readonly images: { readonly augmentation: Augmentation; readonly source: Images; readonly shape: ImageShape } | null
}

/** @param byChunks see `isFedByChunks` */
export function planOf(seed: number, masks: readonly DropoutMask[], augmentation: Augmentation, data: ImageSet, byChunks: boolean): DrawingPlan {
  const { images: source, channels, height, width } = data
  return { seed, masks, images: byChunks ? { augmentation, source, shape: { channels, height, width } } : null }
}

export interface StepDraws {
  readonly number: number
  /** The packed masks of each dropout layer, of the shape that its input has for one step. */
  readonly masks: readonly Uint8Array[]
  /** The step's images, augmented, one after another; null where the program is fed the whole set. */
  readonly images: Uint8Array | null
}

/** Draws steps. The draws are a function of the plan and the step alone: neither thread nor time matters. */
export class StepDrawer {
  readonly #plan: DrawingPlan
  readonly #reader: ImageReader | null

  /** @throws LabError `dataset/unreadable` */
  constructor(plan: DrawingPlan) {
    this.#plan = plan
    this.#reader = plan.images && openImages(plan.images.source, imageBytes(plan.images.shape))
  }

  /** @throws LabError `dataset/...` where an image cannot be read */
  draw({ number, images }: StepToDraw): StepDraws {
    const { seed, masks } = this.#plan
    return {
      number,
      masks: masks.map(({ shape, rate }, layer) => {
        const mask = new Uint8Array(elementCount(shape))
        keepMask({ seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, mask)
        return mask
      }),
      images: this.#imagesOf(number, images),
    }
  }

  #imagesOf(step: number, wanted: Uint32Array): Uint8Array | null {
    const { seed, images } = this.#plan
    const reader = this.#reader
    if (!images || !reader) return null
    const { augmentation, shape } = images
    const bytes = imageBytes(shape)
    const made = new Uint8Array(wanted.length * bytes)
    if (!isAugmented(augmentation)) {
      reader.gather(wanted, made)
      return made
    }
    wanted.forEach((image, place) => {
      augmentImage(drawChance(augmentation, shape, seed, step, image), augmentation.cutout, shape, reader.imageAt(image), 0, made, place * bytes)
    })
    return made
  }

  close(): void {
    this.#reader?.close()
  }
}
