// The images that a run means by a split: which set of the data set they lie in, and which of it they are.
import { phrase } from '@language/phrase'
import type { DatasetInfo } from '@contract/data/datasets'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import type { RunSpec } from '@contract/training/run-spec'
import type { LabelledImages } from './dataset'
import { splitOf } from './split-of'
import { everyImage, trainingPart, type TrainingPart } from './training-part'

/** Images of one split of a data set. */
export interface ChosenImages<Set> {
  readonly data: Set
  /** The split of the data set that `data` is: images for validation may lie among the training images. */
  readonly within: Split
  /** Indices into `data`, in rising order; null: all of it. */
  readonly images: Uint32Array | null
}

interface Splits<Set> {
  /** Cut to the limit of the run. */
  readonly train: Set
  readonly validation: Set | null
  readonly test: Set
}

/** @param title of the data set @throws LabError `dataset/no-such-split` */
export function chosenImages<Set extends { readonly count: number }>(splits: Splits<Set>, part: TrainingPart, split: Split, title: string): ChosenImages<Set> {
  const { train } = splits
  if (split === 'train') return { data: train, within: 'train', images: part.train.length === train.count ? null : part.train }
  if (split === 'validation' && part.validation) return { data: train, within: 'train', images: part.validation }
  return { data: splitOf(splits, split, title), within: split, images: null }
}

/**
 * The images that a run of a spec means by a split.
 * @param dataset cut to the limits of the run
 * @param leftOut training images that the run leaves out, in rising order
 * @throws LabError as {@link chosenImages} and `trainingPart` do
 */
export function imagesOfRun<Images extends LabelledImages>(dataset: Splits<Images> & { readonly info: DatasetInfo }, spec: Pick<RunSpec, 'dataset' | 'seed'>, split: Split, leftOut: readonly number[]): ChosenImages<Images> {
  const { train, info } = dataset
  // Which training images validate is nothing to the test images: a set without enough of them can be tested.
  const part = split === 'test' ? { train: everyImage(train.count), validation: null } : trainingPart(train, spec, leftOut)
  return chosenImages(dataset, part, split, info.title)
}

/** The images that judge the epochs of a run. @param title of the data set @throws LabError `dataset/no-validation` */
export function judgingImagesOf<Set extends { readonly count: number }>(splits: Splits<Set>, part: TrainingPart, validation: 'test' | 'share' | 'own', title: string): ChosenImages<Set> {
  if (validation === 'test') return chosenImages(splits, part, 'test', title)
  if (validation === 'own' && !splits.validation) throw new LabError('dataset/no-validation', phrase('{title} has no images for validation of its own.', { title }), phrase('Keep a share of its training images for validation, or validate on its test images.'))
  return chosenImages(splits, part, 'validation', title)
}

/** How many images are chosen. */
export const countOf = ({ data, images }: ChosenImages<{ readonly count: number }>): number => images?.length ?? data.count
