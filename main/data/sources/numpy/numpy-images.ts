// Arrays of NumPy as images: how their axes lie, and what stands for white.
import { phrase } from '@language/phrase'
import type { ArrayLayout, ImportOptions } from '@contract/data/import-source'
import { elementReader } from '../arrays/element-type'
import { largestImageBytes, type ImageArray } from '../arrays/image-array'
import { unsupported } from '../source-faults'
import { numberTypeOf, type NumpyArray } from './numpy-arrays'

/** The axes of layouts after that of the images. */
const axesOf = { NHWC: ['row', 'column', 'channel'], NCHW: ['channel', 'row', 'column'], NHW: ['row', 'column'] } as const satisfies Record<ArrayLayout, readonly Axis[]>
type Axis = 'channel' | 'row' | 'column'

const isChannels = (size: number | undefined): boolean => size === 1 || size === 3

const reshape = phrase('Save the images as (images, rows, columns) or (images, rows, columns, channels), with one channel or three.')

/**
 * The layout of images, of the user's choice or by the shape.
 * @throws LabError `import/unsupported` where the shape has none
 */
export function layoutOf({ run, shape }: NumpyArray, chosen: ArrayLayout | null): ArrayLayout {
  const words = phrase('its shape is ({shape})', { shape: shape.join(', ') })
  if (chosen !== null) {
    if (shape.length === axesOf[chosen].length + 1) return chosen
    throw unsupported(run.name, phrase('{shape}, which is not {layout}', { shape: words, layout: chosen }), phrase('Choose another layout.'))
  }
  if (shape.length === 3) return 'NHW'
  if (shape.length === 4 && isChannels(shape[3])) return 'NHWC'
  if (shape.length === 4 && isChannels(shape[1])) return 'NCHW'
  throw unsupported(run.name, words, reshape)
}

/**
 * @param white of float arrays
 * @throws LabError `import/unsupported`
 */
export function numpyImages(array: NumpyArray, layout: ArrayLayout, white: 1 | 255): ImageArray {
  const { name, run, shape, headerBytes, isFortran } = array
  const [count = 0, ...sizes] = shape
  const axes: readonly Axis[] = axesOf[layout]
  const size = { channel: 1, row: 1, column: 1 }
  const stride = { channel: 0, row: 0, column: 0 }
  // In C order the last axis changes fastest, in Fortran's the first one of an image.
  let step = 1
  const order = axes.map((axis, i) => [axis, sizes[i] ?? 0] as const)
  for (const [axis, length] of isFortran ? order : order.reverse()) {
    size[axis] = length
    stride[axis] = step
    step *= length
  }
  if (step === 0) throw unsupported(run.name, phrase('its images have no pixels'), reshape)
  const form = { channels: size.channel, height: size.row, width: size.column }
  return { name, run, offset: headerBytes, count, type: numberTypeOf(array), lead: 0, ...form, strides: stride, isInterleaved: isFortran && count > 1, white }
}

/** Numbers that are looked at together. */
const numbersAtOnce = 2 ** 14

/**
 * What stands for white in arrays: for floats 1 where no value is greater, else 255.
 * @throws LabError `import/unsupported` where values are less than 0, as those of normalised images are
 */
export async function whiteOf(arrays: readonly NumpyArray[], chosen: ImportOptions['white'], signal: AbortSignal | undefined): Promise<1 | 255> {
  if (chosen !== null) return chosen
  const floats = arrays.filter(({ type }) => type?.kind === 'f')
  if (floats.length === 0) return 255
  for (const array of floats) if (await exceedsOne(array, signal)) return 255
  return 1
}

/** Rounding may have taken a value that far beyond 0 or 1. */
const tolerance = 1 / 512

async function exceedsOne(array: NumpyArray, signal: AbortSignal | undefined): Promise<boolean> {
  const type = numberTypeOf(array)
  const numbersOf = elementReader(type)
  const reader = array.run.read(signal)
  try {
    await reader.skip(array.headerBytes)
    for (let left = array.shape.reduce((product, size) => product * size, 1); left > 0; ) {
      const count = Math.min(left, numbersAtOnce)
      const numbers = numbersOf(await reader.read(count * type.size))
      let least = 0
      let greatest = 0
      for (let i = 0; i < count; i++) {
        const number = numbers[i] ?? 0
        if (number < least) least = number
        if (number > greatest) greatest = number
      }
      if (least < -tolerance) {
        throw unsupported(array.run.name, phrase('it holds the value {value}, and the lab takes values of 0 to 1 or of 0 to 255', { value: least }), phrase('Save the images before they are normalised; the lab normalises them itself.'))
      }
      if (greatest > 1 + tolerance) return true
      left -= count
    }
  } finally {
    await reader.close()
  }
  return false
}

/** Whether an array may hold images, by its shape. */
export const looksLikeImages = ({ shape }: NumpyArray): boolean =>
  (shape.length === 3 || (shape.length === 4 && (isChannels(shape[3]) || isChannels(shape[1])))) && shape.slice(1).reduce((product, size) => product * size, 1) <= largestImageBytes

/** Whether an array may hold labels, by its shape. */
export const looksLikeLabels = ({ shape }: NumpyArray): boolean => shape.length === 1 || (shape.length === 2 && shape[1] === 1)
