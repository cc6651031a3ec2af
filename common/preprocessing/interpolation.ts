// How one axis of an image gets another number of pixels: the weights of the old pixels in each new one, by each method of resizing.
import type { resizeNames } from '@contract/training/settings/data-settings'

export type ResizeName = (typeof resizeNames)[number]

/** An old pixel's share in a new one. */
export interface Share {
  readonly pixel: number
  readonly weight: number
}

/** The old pixels that a new one is made of; their weights add up to 1. */
type Shares = (place: number, from: number, to: number) => readonly Share[]

/**
 * By method, with pixel centres at half (PyTorch's `align_corners=False`).
 *
 *     from 4 to 2    nearest     bilinear            antialias                        area
 *     pixel 0        1: all      0, 1: half each     0, 1: 3/7 each, 2: 1/7           0, 1: half each
 */
const sharesBy: Readonly<Record<ResizeName, Shares>> = {
  /** `F.interpolate(mode='bilinear')`: between the two nearest centres, however many pixels lie within a new one. */
  bilinear: (place, from, to) => {
    const centre = Math.min(Math.max(((place + 0.5) * from) / to - 0.5, 0), from - 1)
    const below = Math.floor(centre)
    return below === centre ? [{ pixel: below, weight: 1 }] : [{ pixel: below, weight: below + 1 - centre }, { pixel: below + 1, weight: centre - below }]
  },
  /** `F.interpolate(mode='bilinear', antialias=True)`, and Pillow's `BILINEAR`: a triangle as wide as two new pixels, or as two old ones where those are wider. */
  antialias: (place, from, to) => {
    const centre = ((place + 0.5) * from) / to
    const reach = Math.max(from / to, 1)
    const first = Math.max(Math.floor(centre - reach + 0.5), 0)
    const last = Math.min(Math.floor(centre + reach + 0.5), from) - 1
    const heights = Array.from({ length: last - first + 1 }, (_, index) => Math.max(1 - Math.abs(first + index + 0.5 - centre) / reach, 0))
    const sum = heights.reduce((total, height) => total + height, 0)
    return heights.map((height, index) => ({ pixel: first + index, weight: height / sum }))
  },
  /** `F.interpolate(mode='nearest-exact')`, and Pillow's `NEAREST`: the pixel that the new one's centre lies in, on a border the later one. In whole numbers, so that borders are exact. */
  nearest: (place, from, to) => [{ pixel: Math.min(Math.floor(((2 * place + 1) * from) / (2 * to)), from - 1), weight: 1 }],
  /** `F.interpolate(mode='area')`: the mean of all pixels that the new one touches. */
  area: (place, from, to) => {
    const [first, end] = [Math.floor((place * from) / to), Math.ceil(((place + 1) * from) / to)]
    return Array.from({ length: end - first }, (_, index) => ({ pixel: first + index, weight: 1 / (end - first) }))
  },
}

/** The shares of each new pixel of an axis, in their order. */
export const axisShares = (method: ResizeName, from: number, to: number): readonly (readonly Share[])[] => Array.from({ length: to }, (_, place) => sharesBy[method](place, from, to))

/** The same as a matrix [to, from], row-major: new pixels are its product with the old ones. */
export function interpolationMatrix(method: ResizeName, from: number, to: number): Float32Array {
  const matrix = new Float32Array(to * from)
  axisShares(method, from, to).forEach((shares, place) => {
    for (const { pixel, weight } of shares) matrix[place * from + pixel] = weight
  })
  return matrix
}
