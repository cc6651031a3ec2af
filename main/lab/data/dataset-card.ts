// What a reader wants to know of a data set: how many images of each class, a few of each, and the fingerprint of all.
import type { SampleImage } from '@contract/api/data-api'
import type { LoadedDataset } from '../../data/catalogue'
import type { DatasetLimits, LabelledImages } from '../../data/dataset'
import { openImages } from '../../data/image-reader'

export interface DatasetCard {
  /** Changes with any image, label or class of the whole data set. */
  readonly fingerprint: string
  /** Images of each class that are used, by split. */
  readonly train: readonly number[]
  readonly test: readonly number[]
  /** The first training images of each class; none of a class that has none among those used. */
  readonly samples: readonly (readonly SampleImage[])[]
}

/** What is wanted of a data set: the images that a run uses, and some of each of the first classes. */
export interface CardQuestion extends DatasetLimits {
  readonly samplesOfClass: number
  /** Classes that samples are wanted of. */
  readonly classes: number
}

/** @throws as `fs` does where images lie in a file that cannot be read */
export function datasetCard(dataset: LoadedDataset, { limitTrain, limitTest, samplesOfClass, classes }: CardQuestion): DatasetCard {
  const { info, fingerprint } = dataset
  const [train, test] = [firstLabels(dataset.train, limitTrain), firstLabels(dataset.test, limitTest)]
  const found = Array.from({ length: Math.min(classes, info.classes.length) }, (_, label) => indicesOf(train, label, samplesOfClass))
  const { channels, height, width } = info
  const reader = openImages(dataset.train.images, channels * height * width)
  try {
    const samples = found.map((indices, label) => indices.map((index) => ({ pixels: reader.imageAt(index).slice(), channels, height, width, label })))
    return { fingerprint, train: labelCounts(train, info.classes.length), test: labelCounts(test, info.classes.length), samples }
  } finally {
    reader.close()
  }
}

const firstLabels = ({ labels }: LabelledImages, limit: number | null): LabelledImages['labels'] => labels.subarray(0, limit ?? labels.length)

function indicesOf(labels: LabelledImages['labels'], label: number, most: number): readonly number[] {
  const indices: number[] = []
  for (let index = labels.indexOf(label); index >= 0 && indices.length < most; index = labels.indexOf(label, index + 1)) indices.push(index)
  return indices
}

/** How many images each class has. */
export function labelCounts(labels: LabelledImages['labels'], classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const label of labels) counts[label] = (counts[label] ?? 0) + 1
  return counts
}
