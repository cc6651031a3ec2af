// What chance decides of one training step: the masks of its dropout layers, and its images augmented.
import { isAugmented, type Augmentation } from '@contract/data/augmentation'
import { augmentImage, drawChance } from '../../../data/augmentation'
import { elementCount } from '../../../onnx/tensor'
import type { DropoutMask } from '../../program/training/training-step'
import { keepMask, streams } from '../../../randomness/stream'
import type { ImageSet } from '../trainer/image-set'

/** A step of which chance decides something. */
export interface StepToDraw {
  /** Steps taken since the run began; of one run it decides all else. */
  readonly number: number
  /** Which images of the data set it takes. */
  readonly images: Uint32Array
}

/** All that draws depend on beside the step. It can be sent to another thread. */
export interface DrawingPlan {
  /** The run's. */
  readonly seed: number
  readonly masks: readonly DropoutMask[]
  /** Null where images are trained on as they are. */
  readonly augmented: { readonly augmentation: Augmentation; readonly data: Pick<ImageSet, 'images' | 'channels' | 'height' | 'width'> } | null
}

export function planOf(seed: number, masks: readonly DropoutMask[], augmentation: Augmentation, data: ImageSet): DrawingPlan {
  const { images, channels, height, width } = data
  return { seed, masks, augmented: isAugmented(augmentation) ? { augmentation, data: { images, channels, height, width } } : null }
}

export interface StepDraws {
  readonly number: number
  /** The packed masks of each dropout layer, of the shape that its input has for one step. */
  readonly masks: readonly Uint8Array[]
  /** The step's images as augmentation has made them, one after another; null without augmentation. */
  readonly images: Uint8Array | null
}

/** A function of the plan and the step alone, wherever and whenever it is called. */
export function drawStep({ seed, masks, augmented }: DrawingPlan, { number, images }: StepToDraw): StepDraws {
  return {
    number,
    masks: masks.map(({ shape, rate }, layer) => {
      const mask = new Uint8Array(elementCount(shape))
      keepMask({ seed, stream: streams.dropout, a: number, b: layer }, 1 - rate, mask)
      return mask
    }),
    images: augmented && augment(augmented, seed, number, images),
  }
}

function augment({ augmentation, data }: NonNullable<DrawingPlan['augmented']>, seed: number, step: number, wanted: Uint32Array): Uint8Array {
  const imageBytes = data.channels * data.height * data.width
  const made = new Uint8Array(wanted.length * imageBytes)
  wanted.forEach((image, place) => {
    const chance = drawChance(augmentation, data, seed, step, image)
    augmentImage(chance, augmentation.cutout, data, data.images, image * imageBytes, made, place * imageBytes)
  })
  return made
}
