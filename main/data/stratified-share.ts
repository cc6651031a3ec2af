// A stratified share of images: as nearly as whole images allow, the same part of every class.
import { permutation, type StreamId } from '@common/randomness/stream'
import { stratifiedCounts } from '@common/training/stratified-counts'
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

/** Draws a share of each class, as many images as {@link stratifiedCounts} tells. */
export function stratifiedShare({ images, labels, share, seed, stream }: StratifiedShareOptions): DividedImages {
  const byClass = imagesByClass(images, labels)
  const classes = [...byClass].sort(([a], [b]) => a - b)
  const counts = stratifiedCounts(classes.map(([, { length }]) => length), share)
  const isDrawn = new Set<number>()
  for (const [place, [label, ofClass]] of classes.entries()) {
    const order = permutation({ seed, stream, a: label, b: 0 }, ofClass.length)
    for (const drawn of order.subarray(0, counts[place])) isDrawn.add(ofClass[drawn] ?? 0)
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
