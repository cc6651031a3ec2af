// Which images of a set a run trains on, and which of them it keeps for validation instead: lists of indices, so that no image is copied.
import { streams } from '@common/randomness/stream'
import { phrase } from '@language/phrase'
import { LabError } from '@contract/problem'
import type { RunSpec } from '@contract/training/run-spec'
import type { LabelledImages } from './dataset'
import { stratifiedShare } from './stratified-share'

export interface TrainingPart {
  /** The images that the run trains on, as indices into the set's training images, in rising order. */
  readonly train: Uint32Array
  /** Training images that are kept for validation, in the same way; null: the spec asks for no share of them. */
  readonly validation: Uint32Array | null
}

/**
 * Divides the training images of a set. The order is: the first images up to the limit, without those that are left out, without the share for validation.
 * @param train the set's training images, cut to the spec's limit
 * @param leftOut images that the run leaves out, in rising order
 * @throws LabError `dataset/all-left-out` where no image is left, `dataset/too-few-to-share` where none is left for validation
 */
export function trainingPart({ labels, count }: Pick<LabelledImages, 'labels' | 'count'>, { dataset, seed }: Pick<RunSpec, 'dataset' | 'seed'>, leftOut: readonly number[] = []): TrainingPart {
  const isLeftOut = new Set(leftOut)
  const images = everyImage(count).filter((image) => !isLeftOut.has(image))
  if (images.length === 0) throw new LabError('dataset/all-left-out', phrase('All of the {count} training images are near-duplicates that are to be left out.', { count }), phrase('Keep near-duplicates, or train on more images.'))
  if (dataset.validation !== 'share') return { train: images, validation: null }
  const { rest, drawn } = stratifiedShare({ images, labels, share: dataset.validationShare, seed, stream: streams.validation })
  if (drawn.length > 0) return { train: rest, validation: drawn }
  const message = phrase('No class has two of the {count} training images, so none can be kept for validation.', { count })
  throw new LabError('dataset/too-few-to-share', message, phrase('Train on more images, or validate on the test images.'))
}

/** The indices 0 to `count` - 1. */
export function everyImage(count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, index) => index)
}
