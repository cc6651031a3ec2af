// Augmentation: random changes of training images, drawn anew each time an image is used; test images are never changed.
import { z } from 'zod'
import { augmentationSettings as settings } from '../training/settings/data-settings'
import { numberSchema } from '../training/settings/value-schema'

export const augmentationSchema = z.strictObject({
  flip: z.boolean(),
  cropPadding: numberSchema(settings.cropPadding),
  cutout: numberSchema(settings.cutout),
})
export type Augmentation = z.infer<typeof augmentationSchema>

export const noAugmentation: Augmentation = { flip: settings.flip.default, cropPadding: settings.cropPadding.default, cutout: settings.cutout.default }

/** Whether anything is done to images at all. */
export function isAugmented({ flip, cropPadding, cutout }: Augmentation): boolean {
  return flip || cropPadding > 0 || cutout > 0
}

/** What is done to images, in a few words each: `flipped`, `shifted by up to 4 px`, `8 px cut out`. */
export function augmentationWords({ flip, cropPadding, cutout }: Augmentation): string[] {
  return [settings.flip.words(flip), settings.cropPadding.words(cropPadding), settings.cutout.words(cutout)].filter((words) => words !== '')
}
