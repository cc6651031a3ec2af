// Kernels as one picture: a mosaic in which each weight is a pixel, with a scale that can be told.
import type { PixelImage } from '../pictures/pixel-image'
import { kernelAt, type Kernels } from './kernels'

/** `common`: all kernels share one scale, so that weak ones look weak; `own`: each kernel has its own, so that its form is seen. */
export const kernelScales = ['common', 'own'] as const
export type KernelScale = (typeof kernelScales)[number]

/** What the values are: weights, whose zero is the grey in the middle, or magnitudes, whose zero is black. */
export type KernelValues = 'weights' | 'magnitudes'

export interface MosaicOptions {
  readonly values: KernelValues
  readonly scale: KernelScale
  /** Kernels in a row. */
  readonly columns: number
  /** Shade between the kernels, 0..255. */
  readonly ground: number
}

export interface Mosaic {
  /** Kernels in rows, one pixel a weight, one pixel of ground around each. */
  readonly picture: PixelImage
  readonly columns: number
  /** Size of a kernel with the ground on its left and above. */
  readonly cellHeight: number
  readonly cellWidth: number
  /** The largest absolute value of all kernels: white, and with the opposite sign black, on the common scale. */
  readonly largest: number
}

/** So many columns that a mosaic is about as wide as high, or a little wider. */
export const squareColumns = (kernels: number): number => Math.max(1, Math.ceil(Math.sqrt(kernels * 1.3)))

export function kernelMosaic(kernels: Kernels, { values, scale, columns, ground }: MosaicOptions): Mosaic {
  const { channels, height, width, numbers } = kernels
  const [cellHeight, cellWidth] = [height + 1, width + 1]
  const rows = Math.max(1, Math.ceil(numbers.length / columns))
  const picture = { width: columns * cellWidth + 1, height: rows * cellHeight + 1, channels, pixels: new Uint8Array((columns * cellWidth + 1) * (rows * cellHeight + 1) * channels).fill(ground) }
  const largest = largestOf(kernels.values)
  for (let place = 0; place < numbers.length; place++) {
    const kernel = kernelAt(kernels, place)
    const shade = shadesOf(scale === 'common' ? largest : largestOf(kernel), values)
    const top = 1 + Math.floor(place / columns) * cellHeight
    const left = 1 + (place % columns) * cellWidth
    for (let channel = 0; channel < channels; channel++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          picture.pixels[((top + y) * picture.width + left + x) * channels + channel] = shade(kernel[(channel * height + y) * width + x] ?? 0)
        }
      }
    }
  }
  return { picture, columns, cellHeight, cellWidth, largest }
}

/** The place of the kernel at a point of the mosaic, in its pixels; null: there is none. */
export function placeInMosaic({ columns, cellHeight, cellWidth }: Mosaic, kernels: number, x: number, y: number): number | null {
  const [column, row] = [Math.floor(x / cellWidth), Math.floor(y / cellHeight)]
  const place = row * columns + column
  return column < 0 || row < 0 || column >= columns || place >= kernels ? null : place
}

function largestOf(values: Float32Array): number {
  let largest = 0
  for (const value of values) largest = Math.max(largest, Math.abs(value))
  return largest
}

/** Shades of values up to the largest: of weights black to white around grey, of magnitudes black to white. */
function shadesOf(largest: number, values: KernelValues): (value: number) => number {
  if (values === 'magnitudes') return (value) => (largest > 0 ? Math.round((255 * value) / largest) : 0)
  return (value) => (largest > 0 ? Math.round(127.5 * (1 + value / largest)) : 128)
}
