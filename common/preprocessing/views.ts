// Views at test time: the parts and mirror images of an image that a network is shown, and whose answers are averaged.
import { viewsCrop, type Views } from '@contract/runs/evaluation'
import type { ImageSize } from '@contract/training/run-spec'
import { centreCrop, fiveCrops, type Crop } from './crops'

/** One look at an image: a part of it, resized to what the network takes. */
export interface View {
  readonly crop: Crop
  /** Left to right. */
  readonly isMirrored: boolean
}

/** The middle of an image as a run's preprocessing crops it. */
export const plainView = (size: ImageSize, share: number): View => ({ crop: centreCrop(size, share), isMirrored: false })

const mirroredToo = (crops: readonly Crop[]): readonly View[] => [false, true].flatMap((isMirrored) => crops.map((crop) => ({ crop, isMirrored })))

/**
 * @param size of the data set's images
 * @param share of height and width that the run's preprocessing keeps of each image
 */
export function viewsOf(views: Views, size: ImageSize, share: number): readonly View[] {
  switch (views) {
    case 'single':
      return [plainView(size, share)]
    case 'flip':
      return mirroredToo([centreCrop(size, share)])
    case 'ten-crop':
      return mirroredToo(fiveCrops(size, viewsCrop(share)))
  }
}
