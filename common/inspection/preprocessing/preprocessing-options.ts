// What may be chosen of how a user's image is brought into the form of a data set.
import { phrase } from '@language/phrase'

/** How proportions that are not those of the data set are dealt with. */
export const fits = {
  pad: { label: phrase('Whole, with margins'), help: phrase('Keeps the whole image; margins in the colour of its border fill the rest.') },
  crop: { label: phrase('Cut to fit'), help: phrase('Keeps the largest part in the middle that has the proportions of the data set.') },
  stretch: { label: phrase('Stretch'), help: phrase('Stretches the whole image to the proportions of the data set.') },
} as const
export type Fit = keyof typeof fits

export const inversions = {
  auto: { label: phrase('As the data set'), help: phrase('Swaps bright and dark where the image stands on a bright ground and the data set on a dark one, or the other way round.') },
  yes: { label: phrase('Always'), help: phrase('Swaps bright and dark.') },
  no: { label: phrase('Never'), help: phrase('Leaves bright and dark as they are.') },
} as const
export type Inversion = keyof typeof inversions

export const recipes = {
  none: { label: phrase('Picture'), help: phrase('Scales the image to the size of the data set.') },
  mnist: { label: phrase('As MNIST'), help: phrase('Fits what is drawn into the middle 20×20 of 28×28 pixels, its centre of mass in the middle, as the digits of MNIST were.') },
  fashion: { label: phrase('As Fashion-MNIST'), help: phrase('Trims the ground, and lets what is left fill the field, as the photographs of Fashion-MNIST were.') },
} as const
export type Recipe = keyof typeof recipes

export const grounds = {
  auto: { label: phrase('By contrast'), help: phrase('White behind what is dark, black behind what is bright.') },
  white: { label: phrase('White'), help: phrase('Transparent parts become white.') },
  black: { label: phrase('Black'), help: phrase('Transparent parts become black.') },
} as const
export type Ground = keyof typeof grounds

export interface PreprocessingOptions {
  readonly fit: Fit
  readonly invert: Inversion
  readonly recipe: Recipe
  /** Behind transparent parts. */
  readonly ground: Ground
}

export const usualPreprocessing: PreprocessingOptions = { fit: 'pad', invert: 'auto', recipe: 'none', ground: 'auto' }
