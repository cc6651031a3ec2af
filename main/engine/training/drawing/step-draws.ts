// The draws of one training step: masks of the dropout layers, and the step's images where the program is not fed the whole set.
import { isAugmented, isMixed, type Augmentation } from '@contract/data/augmentation'
import { Augmenter, type AugmentationPlan } from '../../../data/augmentation/augmenter'
import { drawMix, mixBatch, type Mixing } from '../../../data/augmentation/mixing'
import type { Images } from '../../../data/dataset'
import { openImages, type ImageReader } from '../../../data/image-reader'
import { elementCount } from '../../../onnx/tensor'
import type { DropoutMask } from '../../program/training/training-step'
import { keepMask, streams } from '@common/randomness/stream'
import { imageBytes, type ImageSet } from '../trainer/image-set'

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
    const { seed, masks } = this.#plan
    return {
      number: step.number,
      masks: masks.map(({ shape, rate }, layer) => {
        const mask = new Uint8Array(elementCount(shape))
        keepMask({ seed, stream: streams.dropout, a: step.number, b: layer }, 1 - rate, mask)
        return mask
      }),
      ...(this.#images?.draw(step) ?? { images: null, mixing: null }),
    }
  }

  close(): void {
    this.#images?.close()
  }
}

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

  draw(step: StepToDraw): Pick<StepDraws, 'images' | 'mixing'> {
    const { augmentation, shape } = this.#plan
    const images = new Uint8Array(step.images.length * imageBytes(shape))
    if (!isMixed(augmentation)) {
      this.#write(step, images)
      return { images, mixing: null }
    }
    if (this.#unmixed.length < images.length) this.#unmixed = new Uint8Array(images.length)
    this.#write(step, this.#unmixed)
    const mix = drawMix(this.#plan, step.number, step.images.length)
    mixBatch(mix, shape, this.#unmixed, images)
    return { images, mixing: { partners: mix.partners, share: mix.share } }
  }

  #write({ epoch, images, occurrences }: StepToDraw, to: Uint8Array): void {
    const augmenter = this.#augmenter
    if (!augmenter) {
      this.#reader.gather(images, to)
      return
    }
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
