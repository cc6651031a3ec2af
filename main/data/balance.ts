// Makes up for classes with few images: by weights of classes in the loss, or by showing images of rare classes more often.
import { permutation, streams } from '@common/randomness/stream'
import type { Labels } from './dataset'
import { imagesByClass } from './stratified-share'

/**
 * The weight of each class in the loss: n / (classes * images of the class), so that all classes count the same and the weights of all n images have a mean of 1. The
 * `balanced` weights of scikit-learn; G. King, L. Zeng, "Logistic Regression in Rare Events Data", Political Analysis 9(2), 2001.
 * @param images those that are trained on, as indices into `labels`
 * @param classes number of classes of the set; one without an image has weight 0, and counts for none
 */
export function classWeights(images: Uint32Array, labels: Labels, classes: number): Float32Array {
  const counts = new Uint32Array(classes)
  for (const image of images) counts[labels[image] ?? 0] = (counts[labels[image] ?? 0] ?? 0) + 1
  const present = counts.filter((count) => count > 0).length
  return Float32Array.from(counts, (count) => (count === 0 ? 0 : images.length / (present * count)))
}

/** What a balanced draw depends on. */
export interface BalancedDraw {
  readonly seed: number
  readonly epoch: number
  /** Those that are trained on, as indices into `labels`, in rising order. */
  readonly images: Uint32Array
  readonly labels: Labels
}

/**
 * As many images as there are, those of all classes equally often, class after class. Each image of a class is taken as often as every other, or once more; which ones are, is drawn for each
 * epoch. Where the number of images is no multiple of the number of classes, some classes have one image more, others in the next epoch.
 */
export function balancedImages({ seed, epoch, images, labels }: BalancedDraw): Uint32Array {
  const byClass = imagesByClass(images, labels)
  const least = Math.floor(images.length / byClass.size)
  const more = images.length % byClass.size
  const drawn = new Uint32Array(images.length)
  let place = 0
  for (const [turn, [label, ofClass]] of [...byClass].sort(([a], [b]) => a - b).entries()) {
    const hasMore = (turn + epoch * more) % byClass.size < more
    const order = permutation({ seed, stream: streams.shuffling, a: epoch, b: 1 + label }, ofClass.length)
    for (let taken = 0; taken < least + (hasMore ? 1 : 0); taken++) drawn[place++] = ofClass[order[taken % order.length] ?? 0] ?? 0
  }
  return drawn
}
