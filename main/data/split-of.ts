// The part of a data set that a split names.
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'

/** @param title of the data set @throws LabError `dataset/no-such-split` */
export function splitOf<Part>({ train, test }: { readonly train: Part; readonly test: Part }, split: Split, title: string): Part {
  if (split === 'validation') throw new LabError('dataset/no-such-split', `${title} has no images for validation.`, 'Choose its test images, or those for training.')
  return split === 'train' ? train : test
}
