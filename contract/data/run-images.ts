// The images that a run means by a split: of training and validation images, those that are left when a share validates and near-duplicates are left out.
import type { Split } from '../runs/evaluation'

export interface RunImages {
  /** The split of the data set in which they lie: images for validation may be some of its training images. */
  readonly within: Split
  /** Their numbers in that split, in rising order; null: the first `count` of it. */
  readonly images: Uint32Array | null
  readonly count: number
}
