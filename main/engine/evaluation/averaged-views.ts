// Answers to several views of each image as one answer: the mean of their probabilities.
import type { LossName } from '@contract/training/loss'
import type { Labels } from '../../data/dataset'
import type { ImageLogits } from './image-logits'
import { probabilitiesOf } from './image-answers'

/** What a network answers for the views of some consecutive images: those of all places of the batch by the first view, then by the next. */
export interface ViewLogits extends ImageLogits {
  readonly classes: number
  readonly views: number
  /** Images of the batch, those that only fill it up too. */
  readonly places: number
}

/**
 * In float64, rounded once. The loss of an image is the cross-entropy of its mean probabilities; that of the squared hinge, which is none of probabilities, the mean over the views.
 * @param labels of the whole set
 * @throws LabError `evaluation/not-finite`
 */
export function averagedViews({ start, count, indices, logits, losses, classes, views, places }: ViewLogits, loss: LossName, labels: Labels): ImageLogits {
  const averaged = { start, count, indices, logits: new Float32Array(count * classes), losses: new Float32Array(count) }
  for (let image = 0; image < count; image++) {
    const rows = Array.from({ length: views }, (_, view) => view * places + image)
    const means = new Float64Array(classes)
    for (const row of rows) {
      probabilitiesOf(logits.subarray(row * classes, (row + 1) * classes), start + image).forEach((probability, label) => {
        means[label] = (means[label] ?? 0) + probability / views
      })
    }
    const logarithms = means.map((mean) => Math.log(Math.max(mean, Number.MIN_VALUE)))
    averaged.logits.set(logarithms, image * classes)
    averaged.losses[image] = loss === 'cross-entropy' ? 0 - (logarithms[labels[indices[image] ?? 0] ?? 0] ?? NaN) : rows.reduce((sum, row) => sum + (losses[row] ?? NaN), 0) / views
  }
  return averaged
}
