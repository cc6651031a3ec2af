// Augmentation: random changes of training images, drawn anew in each epoch; test images are never changed.
import { z } from 'zod'
import { augmentationSettings as settings } from '../training/settings/data-settings'
import { numberSchema } from '../training/settings/value-schema'

type Name = keyof typeof settings
const names = Object.keys(settings) as Name[]

/** Settings that stored specs of earlier versions lack, and readers of JSON may leave out. */
const optional = (name: Name) => numberSchema(settings[name]).default(settings[name].default)

export const augmentationSchema = z.strictObject({
  flip: numberSchema(settings.flip),
  flipVertical: optional('flipVertical'),
  cropPadding: numberSchema(settings.cropPadding),
  randomCrop: optional('randomCrop'),
  rotation: optional('rotation'),
  scale: optional('scale'),
  shear: optional('shear'),
  geometryChance: optional('geometryChance'),
  brightness: optional('brightness'),
  contrast: optional('contrast'),
  saturation: optional('saturation'),
  hue: optional('hue'),
  colourChance: optional('colourChance'),
  grey: optional('grey'),
  pcaColour: optional('pcaColour'),
  cutout: numberSchema(settings.cutout),
  erasing: optional('erasing'),
  mixup: optional('mixup'),
  cutmix: optional('cutmix'),
})
export type Augmentation = z.infer<typeof augmentationSchema>

export const noAugmentation = Object.fromEntries(names.map((name) => [name, settings[name].default])) as Augmentation

/** Chances that matter only where something else is set. */
const qualifiers: readonly Name[] = ['geometryChance', 'colourChance']

/** Whether anything is done to images at all. */
export function isAugmented(augmentation: Augmentation): boolean {
  return names.some((name) => !qualifiers.includes(name) && augmentation[name] !== settings[name].default)
}

/** Whether images, and with them their labels, are mixed with others of their batch. */
export function isMixed({ mixup, cutmix }: Pick<Augmentation, 'mixup' | 'cutmix'>): boolean {
  return mixup > 0 || cutmix > 0
}

/** What is done to images, in a few words each: `flipped`, `shifted by up to 4 px`, `8 px cut out`. */
export function augmentationWords(augmentation: Augmentation): string[] {
  return names.map((name) => settings[name].words(augmentation[name])).filter((words) => words !== '')
}
