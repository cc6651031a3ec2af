// Augments training images: each change is a function of seed, epoch, image and occurrence alone.
import type { Augmentation } from '@contract/data/augmentation'
import { isOfWholePixels, mapOf } from './affine-map'
import { blackOut } from './black-out'
import { changeColours } from './colour'
import { colourShifts, type ColourComponents } from './colour-components'
import { ChanceDrawer, type ImageChances } from './image-chances'
import type { ImageShape } from './image-shape'
import { moveImage, resampleImage } from './resampling'

/** Everything that augmentation depends on beside the images. It can be sent to another thread. */
export interface AugmentationPlan {
  /** Seed of the run. */
  readonly seed: number
  readonly augmentation: Augmentation
  readonly shape: ImageShape
  /** Only for PCA colour. */
  readonly colours?: ColourComponents | undefined
}

/**
 * Augments images one at a time, in memory that is used again. In this order an image is cropped, shifted, flipped and turned (all in one resampling), changed in its colours, cut out and erased.
 * Images that are mixed with others are so after that, see `mixBatch`.
 *
 * Flip and padded crop as in K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, section 4.2; the square as in T. DeVries, G. W. Taylor, "Improved Regularization of
 * Convolutional Neural Networks with Cutout", arXiv 1708.04552, section 3.2: it may reach over the edge. The others as torchvision has them, see the files beside this one.
 */
export class Augmenter {
  readonly #plan: AugmentationPlan
  readonly #drawer: ChanceDrawer
  readonly #map = new Float64Array(6)
  readonly #shifts: Float64Array

  constructor(plan: AugmentationPlan) {
    if (plan.augmentation.pcaColour > 0 && !plan.colours) throw new Error('the components of colour are not known')
    this.#plan = plan
    this.#drawer = new ChanceDrawer(plan)
    this.#shifts = new Float64Array(plan.shape.channels)
  }

  /**
   * Writes an augmented image.
   * @param from the original
   * @param epoch from 0
   * @param image its index in the data set
   * @param occurrence how often the image was taken before in this epoch
   * @param to is written from `toOffset` on
   */
  write(from: Uint8Array, epoch: number, image: number, occurrence: number, to: Uint8Array, toOffset: number): void {
    this.apply(this.#drawer.draw(epoch, image, occurrence), from, to, toOffset)
  }

  /** Writes the image that given chances make. */
  apply(chances: ImageChances, from: Uint8Array, to: Uint8Array, toOffset: number): void {
    const { shape, augmentation } = this.#plan
    this.#move(chances, from, to, toOffset)
    this.#recolour(chances, to, toOffset)
    const { cutout } = augmentation
    if (cutout > 0) blackOut(chances.cutoutRow - (cutout >> 1), chances.cutoutColumn - (cutout >> 1), cutout, cutout, shape, to, toOffset)
    const { erased } = chances
    if (erased.height > 0) blackOut(erased.top, erased.left, erased.height, erased.width, shape, to, toOffset)
  }

  #move(chances: ImageChances, from: Uint8Array, to: Uint8Array, toOffset: number): void {
    const { shape } = this.#plan
    if (isOfWholePixels(chances, shape)) {
      moveImage(chances, shape, from, 0, to, toOffset)
    } else {
      mapOf(chances, shape, this.#map)
      resampleImage(this.#map, chances.crop, shape, from, 0, to, toOffset)
    }
  }

  #recolour(chances: ImageChances, to: Uint8Array, toOffset: number): void {
    const { shape, augmentation, colours } = this.#plan
    if (colours && augmentation.pcaColour > 0) colourShifts(colours, chances.components, this.#shifts)
    const { brightness, contrast, saturation, hue, grey } = chances
    const isChanged = brightness !== 1 || contrast !== 1 || saturation !== 1 || hue !== 0 || grey || augmentation.pcaColour > 0
    if (isChanged) changeColours(chances, this.#shifts, shape, to, toOffset)
  }
}
