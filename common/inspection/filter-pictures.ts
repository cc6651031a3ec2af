// Kernels as one picture: a mosaic in which each weight is a pixel, with a scale that can be told.
import { enlargedPicture } from '../pictures/scaled-picture'
import { squareColumns } from '../pictures/picture-grid'
import { kernelAt, kernelsOf, type Kernels, type Weights } from './kernels'
import { mosaicOf, type CellScale, type Mosaic, type MosaicLayout } from './mosaic'

/** What the values are: weights, whose zero is the grey in the middle, or magnitudes, whose zero is black. */
export type KernelValues = 'weights' | 'magnitudes'

export interface KernelMosaicOptions extends MosaicLayout {
  readonly values: KernelValues
  readonly scale: CellScale
  /** The absolute value at the end of the common scale, as where pictures of several epochs share it; without it, the largest of these kernels. */
  readonly full?: number
}

export interface KernelMosaic extends Mosaic {
  /** The absolute value at the end of the common scale: white, and of a weight with the opposite sign black. */
  readonly full: number
}

export function kernelMosaic(kernels: Kernels, { values, scale, full = largestOf(kernels.values), ...layout }: KernelMosaicOptions): KernelMosaic {
  const { channels, height, width, numbers } = kernels
  const shadesOf = (cell: number): (place: number) => number => {
    const kernel = kernelAt(kernels, cell)
    const shade = shadesUpTo(scale === 'common' ? full : largestOf(kernel), values)
    return (place) => shade(kernel[place] ?? 0)
  }
  return { ...mosaicOf({ count: numbers.length, channels, height, width, shadesOf }, layout), full }
}

/** Shade between filters on paper: the grey of zero. */
const paperGround = 128
/** Pixels for a weight on paper. */
const paperWeight = 8

/** The filters of a convolution for files and reports, on their common scale, enlarged; of other than one or three channels the first. */
export function filtersPicture(weights: Weights): KernelMosaic {
  const mosaic = kernelMosaic(kernelsOf(weights, { of: 'filters' }), { values: 'weights', scale: 'common', columns: squareColumns(weights.shape[0]), ground: paperGround })
  return { ...mosaic, picture: enlargedPicture(mosaic.picture, paperWeight) }
}

/** The largest absolute value. */
export function largestOf(values: Float32Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** Shades of values up to the largest: of weights black to white around grey, of magnitudes black to white. */
function shadesUpTo(largest: number, values: KernelValues): (value: number) => number {
  if (values === 'magnitudes') return (value) => (largest > 0 ? Math.min(255, Math.round((255 * value) / largest)) : 0)
  return (value) => (largest > 0 ? Math.min(255, Math.max(0, Math.round(127.5 * (1 + value / largest)))) : 128)
}
