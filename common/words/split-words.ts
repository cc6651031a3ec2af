// The words for the images that a figure stands for: as a name of a curve, and inside sentences.
import type { HeldOutSplit } from '@contract/runs/held-out'
import { phrase } from '@language/phrase'

export const splitWords: Readonly<Record<HeldOutSplit | 'train' | 'held-out', string>> = {
  train: phrase('train § beside figures of the training images'),
  validation: phrase('validation § beside figures of the validation images'),
  test: phrase('test § beside figures of the test images'),
  'held-out': phrase('held-out § beside figures of test or validation images'),
}
