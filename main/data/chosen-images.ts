// The images that a run means by a split: which set of the data set they lie in, and which of it they are.
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'
import { splitOf } from './split-of'
import type { TrainingPart } from './training-part'

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

/** The images that judge the epochs of a run. @param title of the data set @throws LabError `dataset/no-validation` */
export function judgingImagesOf<Set extends { readonly count: number }>(splits: Splits<Set>, part: TrainingPart, validation: 'test' | 'share' | 'own', title: string): ChosenImages<Set> {
  if (validation === 'test') return chosenImages(splits, part, 'test', title)
  if (validation === 'own' && !splits.validation) throw new LabError('dataset/no-validation', `${title} has no images for validation of its own.`, 'Keep a share of its training images for validation, or validate on its test images.')
  return chosenImages(splits, part, 'validation', title)
}

/** How many images are chosen. */
export const countOf = ({ data, images }: ChosenImages<{ readonly count: number }>): number => images?.length ?? data.count
