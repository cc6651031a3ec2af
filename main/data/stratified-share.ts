// A stratified share of images: as nearly as whole images allow, the same part of every class.
import { permutation, type StreamId } from '@common/randomness/stream'
import { sharedImages } from '@common/training/used-images'
import type { Labels } from './dataset'

export interface StratifiedShareOptions {
  /** The images to divide, as indices into `labels`, in rising order. */
  readonly images: Uint32Array
  readonly labels: Labels
  /** Part of the images to draw, greater than 0 and less than 1. */
  readonly share: number
  /** What the images of a class are drawn by: a function of seed, stream and class alone. */
  readonly seed: number
  readonly stream: StreamId
}

/** Two lists of indices in rising order, which together hold each image once. */
export interface DividedImages {
  readonly rest: Uint32Array
  readonly drawn: Uint32Array
}

/**
 * Draws a share of each class. A class of n images gives floor(n * share) or one more: the images that are missing to the rounded share of all come from
 * the classes with the largest remainders (Hamilton's method). The last image of a class is never drawn, so the rest has every class.
 */
export function stratifiedShare({ images, labels, share, seed, stream }: StratifiedShareOptions): DividedImages {
  const byClass = imagesByClass(images, labels)
  const counts = drawnCounts(byClass, share, images.length)
  const isDrawn = new Set<number>()
  for (const [label, ofClass] of byClass) {
    const order = permutation({ seed, stream, a: label, b: 0 }, ofClass.length)
    for (const place of order.subarray(0, counts.get(label) ?? 0)) isDrawn.add(ofClass[place] ?? 0)
  }
  return { rest: images.filter((image) => !isDrawn.has(image)), drawn: images.filter((image) => isDrawn.has(image)) }
}

/** Images by their class, each list in their order. @param images indices into `labels` */
export function imagesByClass(images: Uint32Array, labels: Labels): ReadonlyMap<number, readonly number[]> {
  const byClass = new Map<number, number[]>()
  for (const image of images) {
    const label = labels[image] ?? 0
    const ofClass = byClass.get(label)
    if (ofClass) ofClass.push(image)
    else byClass.set(label, [image])
  }
  return byClass
}

/** How many images to draw of each class, by its label. */
function drawnCounts(byClass: ReadonlyMap<number, readonly number[]>, share: number, all: number): ReadonlyMap<number, number> {
  const quotas = [...byClass].map(([label, { length }]) => {
    const exact = length * share
    const whole = Math.min(Math.floor(exact + rounding), length - 1)
    return { label, whole, remainder: exact - whole, canGiveOneMore: whole + 1 < length }
  })
  const missing = sharedImages(all, share) - quotas.reduce((sum, { whole }) => sum + whole, 0)
  const byRemainder = quotas.filter(({ canGiveOneMore }) => canGiveOneMore).sort((a, b) => b.remainder - a.remainder || a.label - b.label)
  const oneMore = new Set(byRemainder.slice(0, Math.max(0, missing)).map(({ label }) => label))
  return new Map(quotas.map(({ label, whole }) => [label, whole + (oneMore.has(label) ? 1 : 0)]))
}

/** Products that are whole numbers may come out a little smaller: 0.29 * 100 is 28.999999999999996. */
const rounding = 1e-9
