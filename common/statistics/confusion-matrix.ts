// The confusion matrix: how many images of each class were taken for which.
import type { Confusion, ConfusionMatrix } from '@contract/runs/evaluation-figures'

/** @param predictions classes, as many as labels */
export function confusionMatrix(labels: ArrayLike<number>, predictions: ArrayLike<number>, classes: number): ConfusionMatrix {
  const counts = new Uint32Array(classes * classes)
  for (let image = 0; image < labels.length; image++) {
    const place = (labels[image] ?? 0) * classes + (predictions[image] ?? 0)
    counts[place] = (counts[place] ?? 0) + 1
  }
  return { classes, counts }
}

/** Images by their class, and by the class that they were taken for. */
export function marginals({ classes, counts }: ConfusionMatrix): { readonly ofClass: Float64Array; readonly takenFor: Float64Array } {
  const [ofClass, takenFor] = [new Float64Array(classes), new Float64Array(classes)]
  counts.forEach((count, place) => {
    const [row, column] = [Math.floor(place / classes), place % classes]
    ofClass[row] = (ofClass[row] ?? 0) + count
    takenFor[column] = (takenFor[column] ?? 0) + count
  })
  return { ofClass, takenFor }
}

/**
 * The counts as shares, in the same order: `row` of the images of a class (the diagonal is its recall), `column` of the images taken for a class
 * (the diagonal is its precision). 0 where there are none.
 */
export function normalizedConfusion(matrix: ConfusionMatrix, by: 'row' | 'column'): Float64Array {
  const { classes, counts } = matrix
  const { ofClass, takenFor } = marginals(matrix)
  return Float64Array.from(counts, (count, place) => {
    const all = (by === 'row' ? ofClass[Math.floor(place / classes)] : takenFor[place % classes]) ?? 0
    return all === 0 ? 0 : count / all
  })
}

/** The pairs of classes that are confused most, the most frequent first. */
export function mostConfused({ classes, counts }: ConfusionMatrix, most: number): readonly Confusion[] {
  const found: Confusion[] = []
  counts.forEach((images, place) => {
    const [label, prediction] = [Math.floor(place / classes), place % classes]
    if (images === 0 || label === prediction) return
    const before = found.findLastIndex((other) => other.images >= images)
    if (before + 1 >= most) return
    found.splice(before + 1, 0, { label, prediction, images })
    found.length = Math.min(found.length, most)
  })
  return found
}
