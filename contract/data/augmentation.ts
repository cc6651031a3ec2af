// Augmentation: how training images are changed by chance, anew each time they are seen; test images never are.
import { z } from 'zod'

const pixels = z.int('must be a whole number of pixels').min(0, 'must be at least 0').max(64, 'must be at most 64')

export const augmentationSchema = z.strictObject({
  /** Whether half of the images, by chance, are mirrored left to right. */
  flip: z.boolean(),
  /** So many black pixels are added on each side, then a window of the image's own size is cut out at random: it shifts by up to so many. */
  cropPadding: pixels,
  /** Edge of a square that is blacked out at a random place of each image, in pixels; 0: none. */
  cutout: pixels,
})
export type Augmentation = z.infer<typeof augmentationSchema>

export const noAugmentation: Augmentation = { flip: false, cropPadding: 0, cutout: 0 }

/** Whether anything is done to images at all. */
export function isAugmented({ flip, cropPadding, cutout }: Augmentation): boolean {
  return flip || cropPadding > 0 || cutout > 0
}

/** What is done to images, in a few words each: `flipped`, `shifted by up to 4 px`, `8 px cut out`. */
export function augmentationWords({ flip, cropPadding, cutout }: Augmentation): string[] {
  return [
    ...(flip ? ['flipped'] : []),
    ...(cropPadding > 0 ? [`shifted by up to ${cropPadding} px`] : []),
    ...(cutout > 0 ? [`${cutout} px cut out`] : []),
  ]
}
