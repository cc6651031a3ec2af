// The principal components of a data set's colours, along which colours of images are changed.
import type { DatasetInfo } from '@contract/data/datasets'

export interface ColourComponents {
  /** Standard deviations along the components, of values in 0..1. */
  readonly deviations: readonly number[]
  /** One row for each component, one number for each channel. */
  readonly directions: readonly (readonly number[])[]
}

/** The set's own components of colour; where images have not three channels, one component that makes all channels brighter or darker by their deviations. */
export function colourComponents({ colour, deviation }: Pick<DatasetInfo, 'colour' | 'deviation'>): ColourComponents {
  return colour ?? { deviations: [1], directions: [deviation] }
}

/**
 * What amounts of the components add to each channel, of values in 0..255: sum over components of amount * deviation * direction. A. Krizhevsky, I. Sutskever, G. E. Hinton,
 * "ImageNet Classification with Deep Convolutional Neural Networks", 2012, section 4.1; that a standard deviation is the unit, and not its square, is from the authors' code
 * (cuda-convnet2, convdata.py, `color_stdevs`).
 */
export function colourShifts({ deviations, directions }: ColourComponents, amounts: Float64Array, shifts: Float64Array): void {
  shifts.fill(0)
  for (let component = 0; component < deviations.length; component++) {
    const length = 255 * (amounts[component] ?? 0) * (deviations[component] ?? 0)
    const direction = directions[component] ?? []
    for (let channel = 0; channel < shifts.length; channel++) shifts[channel] = (shifts[channel] ?? 0) + length * (direction[channel] ?? 0)
  }
}
