// How many images of a data set a run trains on, validates on and tests on.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import type { RunSpec } from '@contract/training/run-spec'
import type { Formats } from '../words/formats'

/** The facts of a data set that conclusions need. */
export type DatasetFacts = Pick<DatasetInfo, 'classes' | 'trainImages' | 'validationImages' | 'testImages'>

type ImageCounts = Omit<DatasetFacts, 'classes'>
type DatasetSettings = RunSpec['dataset']

/** Number of images that a run uses: `limit`, or `all` where there is no limit or a larger one. */
export function usedImages(limit: number | null, all: number): number {
  return Math.min(limit ?? all, all)
}

/** How many of some images a share for validation takes: at least one, and never all. */
export function sharedImages(images: number, share: number): number {
  return Math.min(Math.max(1, Math.round(images * share)), Math.max(0, images - 1))
}

/** Number of images that a run trains on: those up to its limit, without its share for validation. */
export function trainedImages({ limitTrain, validation, validationShare }: DatasetSettings, { trainImages }: ImageCounts): number {
  const used = usedImages(limitTrain, trainImages)
  return validation === 'share' ? used - sharedImages(used, validationShare) : used
}

/** Number of images that the epochs of a run are judged by. */
export function judgingImages({ limitTrain, limitTest, validation, validationShare }: DatasetSettings, { trainImages, validationImages, testImages }: ImageCounts): number {
  if (validation === 'test') return usedImages(limitTest, testImages)
  return validation === 'own' ? validationImages : sharedImages(usedImages(limitTrain, trainImages), validationShare)
}

/** What is wrong with a kind of validation that a user chose: `cannot be the set's own: Fashion-MNIST has none.`; empty where the set has such images. */
export function validationFault(validation: DatasetSettings['validation'], { validationImages, title }: Pick<DatasetInfo, 'validationImages' | 'title'>): string {
  return validation === 'own' && validationImages === 0 ? phrase("cannot be the set's own images: {title} has none for it.", { title }) : ''
}

/** What is wrong with a limit that a user chose: `is too large. There are 60,000 images.`; empty where the set is large enough. */
export function tooManyImages(limit: number | null, all: number, { formatCount }: Formats): string {
  return limit !== null && limit > all ? phrase('is too large. There are {all} images.', { all: formatCount(all) }) : ''
}
