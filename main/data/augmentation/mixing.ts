// Mixes the images of a batch in pairs, by mixup or CutMix: what chance decides of it, and the mixed images.
import type { Augmentation } from '@contract/data/augmentation'
import { multiplyHigh } from '@common/randomness/philox'
import { fillBits, permutation, streams } from '@common/randomness/stream'
import { betaQuantile } from '@common/statistics/beta-quantile'
import type { ImageShape, Rectangle } from './image-shape'

/** How the labels of a batch are mixed. */
export interface Mixing {
  /** For each image of the batch, the place in it of the image that it is mixed with; some are mixed with themselves. */
  readonly partners: Uint32Array
  /** Share of each image itself, 0..1; the rest is its partner's. */
  readonly share: number
}

/** How a batch is mixed. */
export interface BatchMix extends Mixing {
  /** The rectangle that is taken of the partner; null: both images are blended. */
  readonly pasted: Rectangle | null
}

/** What mixing depends on beside the step. */
export interface MixingPlan {
  readonly seed: number
  readonly augmentation: Pick<Augmentation, 'mixup' | 'cutmix'>
  readonly shape: ImageShape
}

const words = new Uint32Array(4)

/**
 * Draws how a step's batch is mixed: one share and one order of partners for all of it, as in the authors' code of both. H. Zhang et al., "mixup: Beyond Empirical Risk Minimization",
 * ICLR 2018 (mixup-cifar10, train.py); S. Yun et al., "CutMix", ICCV 2019 (CutMix-PyTorch, train.py, `rand_bbox`).
 * @param step steps taken since the run began
 * @param count images of the batch
 */
export function drawMix({ seed, augmentation: { mixup, cutmix }, shape }: MixingPlan, step: number, count: number): BatchMix {
  fillBits({ seed, stream: streams.mixing, a: step, b: 0 }, words)
  const [way = 0, amount = 0, row = 0, column = 0] = words
  const partners = permutation({ seed, stream: streams.mixing, a: step, b: 1 }, count)
  const isPasted = cutmix > 0 && (mixup === 0 || way < 2 ** 31)
  const alpha = isPasted ? cutmix : mixup
  const share = betaQuantile(((amount >>> 8) + 0.5) * 2 ** -24, alpha, alpha)
  if (!isPasted) return { partners, share, pasted: null }
  const pasted = pastedRectangle(share, shape, multiplyHigh(row, shape.height) >>> 0, multiplyHigh(column, shape.width) >>> 0)
  return { partners, share: shareOutside(pasted, shape), pasted }
}

/** A rectangle of the image's own proportions about a pixel, of the area 1 - share before it is cut at the image's edges. */
export function pastedRectangle(share: number, { height, width }: ImageShape, row: number, column: number): Rectangle {
  const side = Math.sqrt(1 - share)
  const [halfHeight, halfWidth] = [Math.floor(Math.floor(height * side) / 2), Math.floor(Math.floor(width * side) / 2)]
  const [top, left] = [Math.max(0, row - halfHeight), Math.max(0, column - halfWidth)]
  return { top, left, height: Math.min(height, row + halfHeight) - top, width: Math.min(width, column + halfWidth) - left }
}

/** Share of an image's area that lies outside of a rectangle. */
export const shareOutside = (inside: Rectangle, { height, width }: ImageShape): number => 1 - (inside.height * inside.width) / (height * width)

/**
 * Writes the mixed images of a batch, each value rounded.
 * @param from the batch's images, one after another
 * @param to of the same length, in other memory
 */
export function mixBatch({ partners, share, pasted }: BatchMix, shape: ImageShape, from: Uint8Array, to: Uint8Array): void {
  const bytes = shape.channels * shape.height * shape.width
  if (pasted) to.set(from.subarray(0, partners.length * bytes))
  for (let place = 0; place < partners.length; place++) {
    const [own, other] = [place * bytes, (partners[place] ?? 0) * bytes]
    if (pasted) paste(pasted, shape, from, other, to, own)
    else for (let at = 0; at < bytes; at++) to[own + at] = share * (from[own + at] ?? 0) + (1 - share) * (from[other + at] ?? 0) + 0.5
  }
}

function paste(part: Rectangle, { channels, height, width }: ImageShape, from: Uint8Array, other: number, to: Uint8Array, own: number): void {
  for (let channel = 0; channel < channels; channel++) {
    for (let y = part.top; y < part.top + part.height; y++) {
      const row = (channel * height + y) * width + part.left
      for (let at = row; at < row + part.width; at++) to[own + at] = from[other + at] ?? 0
    }
  }
}
