// The part of a data set that a split names.
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { Split } from '@contract/runs/evaluation'

/** @param title of the data set @throws LabError `dataset/no-such-split` */
export function splitOf<Part>({ train, validation, test }: { readonly train: Part; readonly validation: Part | null; readonly test: Part }, split: Split, title: string): Part {
  if (split !== 'validation') return split === 'train' ? train : test
  if (!validation) throw new LabError('dataset/no-such-split', phrase('{title} has no images for validation.', { title }), phrase('Choose its test images, or those for training.'))
  return validation
}
