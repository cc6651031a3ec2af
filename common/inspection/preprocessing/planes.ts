// Channels of an image as planes of numbers, what the steps of preprocessing work on.
import { imagePixels } from '../../pictures/planar-image'
import type { PixelImage } from '../../pictures/pixel-image'

export interface Planes {
  /** 1 grey, 3 RGB. */
  readonly channels: 1 | 3
  readonly height: number
  readonly width: number
  /** [channels, height, width], 0..255. */
  readonly values: Float32Array
}

/** A rectangle of whole pixels. */
export interface PixelBox {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Weights of red, green and blue in the luma of ITU-R BT.601, as Pillow's mode L. */
const lumaWeights = [0.299, 0.587, 0.114] as const

const [redWeight, greenWeight, blueWeight] = lumaWeights

/** Brightness of a pixel, whose number is `place` row by row. */
export function brightness({ channels, values }: Planes, place: number): number {
  const first = values[place] ?? 0
  if (channels === 1) return first
  const size = values.length / channels
  return redWeight * first + greenWeight * (values[size + place] ?? 0) + blueWeight * (values[2 * size + place] ?? 0)
}

export function greyPlane(planes: Planes): Planes {
  const { height, width } = planes
  const values = new Float32Array(height * width)
  for (let place = 0; place < values.length; place++) values[place] = brightness(planes, place)
  return { channels: 1, height, width, values }
}

/** Every value becomes 255 less itself. */
export function invertedPlanes(planes: Planes): Planes {
  return { ...planes, values: planes.values.map((value) => 255 - value) }
}

/** A part of an image. @param box lies within it */
export function croppedPlanes(planes: Planes, { left, top, width, height }: PixelBox): Planes {
  return placedPlanes(planes, { left: -left, top: -top, width, height }, [])
}

/**
 * An image on a field: cut where it lies beyond, and the field filled where it does not reach.
 * @param field its size, and where the image's upper left corner lies in it, which may be negative
 * @param fill value of each channel; left out: 0
 */
export function placedPlanes({ channels, height, width, values }: Planes, field: PixelBox, fill: readonly number[]): Planes {
  const placed = new Float32Array(channels * field.height * field.width)
  const [first, last] = [Math.max(0, -field.left), Math.min(width, field.width - field.left)]
  for (let channel = 0; channel < channels; channel++) {
    placed.fill(fill[channel] ?? 0, channel * field.height * field.width, (channel + 1) * field.height * field.width)
    for (let row = Math.max(0, -field.top); row < Math.min(height, field.height - field.top); row++) {
      const source = (channel * height + row) * width
      placed.set(values.subarray(source + first, source + last), (channel * field.height + field.top + row) * field.width + field.left + first)
    }
  }
  return { channels, height: field.height, width: field.width, values: placed }
}

/** Share of the shorter side that the border is wide: one pixel of 28. */
const borderShare = 1 / 28

/**
 * A quantile of the values along the four edges, in whole numbers.
 * @param share 0..1; 0.5: the median
 * @param valueAt of a pixel, by its number row by row
 */
export function borderQuantile({ height, width }: Planes, share: number, valueAt: (place: number) => number): number {
  const border = Math.max(1, Math.floor(Math.min(height, width) * borderShare))
  const counts = new Uint32Array(256)
  let total = 0
  for (let row = 0; row < height; row++) {
    const isEdge = row < border || row >= height - border
    // Between the borders at the left and at the right nothing is counted.
    for (let column = 0; column < width; column = !isEdge && column + 1 === border ? Math.max(border, width - border) : column + 1) {
      const value = Math.round(valueAt(row * width + column))
      counts[value] = (counts[value] ?? 0) + 1
      total++
    }
  }
  let value = 0
  for (let below = counts[0] ?? 0; value < 255 && below < share * total; below += counts[value] ?? 0) value++
  return value
}

/** What most of an image's border is: the ground that it stands on. */
export function groundOf(planes: Planes): 'dark' | 'bright' {
  return medianBorder(planes) < 128 ? 'dark' : 'bright'
}

/** The median brightness along the edges. */
export function medianBorder(planes: Planes): number {
  return borderQuantile(planes, 0.5, (place) => brightness(planes, place))
}

/** The median of each channel along the edges. */
export function borderColour(planes: Planes): readonly number[] {
  const { channels, height, width, values } = planes
  return Array.from({ length: channels }, (_, channel) => borderQuantile(planes, 0.5, (place) => values[channel * height * width + place] ?? 0))
}

/** Values rounded to bytes, [channels, height, width]. */
export function bytesOf({ values }: Planes): Uint8Array {
  const bytes = new Uint8Array(values.length)
  for (let place = 0; place < values.length; place++) bytes[place] = Math.min(255, Math.max(0, Math.round(values[place] ?? 0)))
  return bytes
}

export function pictureOfPlanes(planes: Planes): PixelImage {
  const { channels, height, width } = planes
  return imagePixels({ channels, height, width, pixels: bytesOf(planes) })
}
