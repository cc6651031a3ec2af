// How an image is preprocessed unless the user chooses otherwise: by where it comes from, and by the data set that it is to look like.
import type { DatasetForm } from '@common/inspection/preprocessing/dataset-form'
import { usualPreprocessing, type PreprocessingOptions } from '@common/inspection/preprocessing/preprocessing-options'

/** Where an image of the user's comes from; a picture is a file, the clipboard or a drop. */
export const imageSources = ['drawing', 'picture', 'camera'] as const
export type ImageSource = (typeof imageSources)[number]

/** A drawing is on the set's own ground already; the middle of a camera's picture is what somebody holds into it. */
const bySource: Readonly<Record<ImageSource, Partial<PreprocessingOptions>>> = {
  drawing: { invert: 'no' },
  picture: {},
  camera: { fit: 'crop' },
}

/** The recipe of the data set stands for a set on even ground, such as MNIST; for photographs there is none. */
export function usualOptions(source: ImageSource, { drawing: recipe }: DatasetForm): PreprocessingOptions {
  return { ...usualPreprocessing, recipe, ...bySource[source] }
}
