// Augments training images: random flips, crops and cut-outs, each a function of seed, step and image alone.
import type { Augmentation } from '@contract/data/augmentation'
import { multiplyHigh } from '@common/randomness/philox'
import { fillBits, streams } from '@common/randomness/stream'

/** The form of one image: uint8, channel by channel, row by row. */
export interface ImageShape {
  readonly channels: number
  /** Pixels. */
  readonly height: number
  readonly width: number
}

/** The random numbers that augment one image at one step. */
export interface Chance {
  readonly flipped: boolean
  /** Pixels by which the image moves; uncovered pixels are black. */
  readonly down: number
  readonly right: number
  /** The pixel that the cut-out square is centred on. */
  readonly row: number
  readonly column: number
}

const words = new Uint32Array(4)

/**
 * Draws the augmentation of an image: flipped or not with equal chance, each shift equally often, each centre of the cut-out equally often
 * (to within 2^-16). The cut-out square may reach over the edge, as in the paper cited at `augmentImage`.
 * @param step steps taken since the run began
 * @param image its index in the data set
 */
export function drawChance({ flip, cropPadding }: Augmentation, { height, width }: ImageShape, seed: number, step: number, image: number): Chance {
  fillBits({ seed, stream: streams.augmentation, a: step, b: image }, words)
  const [side = 0, vertical = 0, horizontal = 0, centre = 0] = words
  const shift = (word: number): number => (multiplyHigh(word, 2 * cropPadding + 1) >>> 0) - cropPadding
  return {
    flipped: side >>> 0 >= 2 ** 32 * (1 - flip),
    down: shift(vertical),
    right: shift(horizontal),
    row: ((centre >>> 16) * height) >>> 16,
    column: ((centre & 0xffff) * width) >>> 16,
  }
}

/**
 * Writes one augmented image: cropped, then flipped, then cut out.
 *
 * Flip and padded crop as in K. He et al., "Deep Residual Learning for Image Recognition", CVPR 2016, section 4.2; the square as in T. DeVries,
 * G. W. Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", arXiv 1708.04552, section 3.2.
 *
 * @param cutout edge of the blacked-out square in pixels; 0: none
 * @param from images one after another; the image that begins at `fromOffset` is read
 * @param to the augmented image is written here, from `toOffset` on
 */
export function augmentImage(
  chance: Chance,
  cutout: number,
  { channels, height, width }: ImageShape,
  from: Uint8Array,
  fromOffset: number,
  to: Uint8Array,
  toOffset: number,
): void {
  const { flipped, down, right, row, column } = chance
  const [firstRow, endRow] = [Math.max(0, down), Math.min(height, height + down)]
  const [firstColumn, endColumn] = [Math.max(0, right), Math.min(width, width + right)]
  to.fill(0, toOffset, toOffset + channels * height * width)
  for (let channel = 0; channel < channels; channel++) {
    for (let y = firstRow; y < endRow; y++) {
      const source = fromOffset + (channel * height + y - down) * width - right
      const target = toOffset + (channel * height + y) * width
      if (flipped) for (let x = firstColumn; x < endColumn; x++) to[target + width - 1 - x] = from[source + x] ?? 0
      else for (let x = firstColumn; x < endColumn; x++) to[target + x] = from[source + x] ?? 0
    }
    const top = row - (cutout >> 1)
    const left = column - (cutout >> 1)
    for (let y = Math.max(0, top); y < Math.min(height, top + cutout); y++) {
      const target = toOffset + (channel * height + y) * width
      to.fill(0, target + Math.max(0, left), target + Math.max(0, Math.min(width, left + cutout)))
    }
  }
}
