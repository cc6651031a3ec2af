// Every change of images against values that Pillow, torchvision and the lines of the authors' programs give (testing/reference_values.py).
import { noAugmentation } from '@contract/data/augmentation'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Augmenter } from './augmenter'
import type { ColourComponents } from './colour-components'
import { noChances, type ImageChances } from './image-chances'
import type { ImageShape, Rectangle } from './image-shape'
import { mixBatch, pastedRectangle, shareOutside } from './mixing'
import { drawRectangle, ruleOfCrops, ruleOfErasing } from './random-rectangle'

interface Case {
  readonly name: string
  /** Channels, height, width. */
  readonly shape: readonly [number, number, number]
  readonly image: readonly number[]
  readonly chances: Partial<Omit<ImageChances, 'components'>> & { readonly components?: readonly number[] }
  readonly expected: readonly number[]
  /** Pixels at each edge that are not compared. */
  readonly inner?: number
  readonly colours?: ColourComponents
}

interface Reference {
  readonly geometry: readonly Case[]
  readonly colours: readonly Case[]
  readonly rectangles: readonly { readonly rule: 'crop' | 'erasing'; readonly height: number; readonly width: number; readonly area: number; readonly ratio: number; readonly expected: [number, number] | null }[]
  readonly mixes: {
    readonly shape: readonly [number, number, number]
    readonly images: readonly number[]
    readonly partners: readonly number[]
    readonly rows: readonly { readonly kind: 'mixup' | 'cutmix'; readonly share: number; readonly row?: number; readonly column?: number; readonly ownShare?: number; readonly expected: readonly number[] }[]
  }
}

const reference = JSON.parse(readFileSync(new URL('testing/reference-values.json', import.meta.url), 'utf8')) as Reference
const shapeOf = ([channels, height, width]: readonly [number, number, number]): ImageShape => ({ channels, height, width })

/** The largest difference between an augmented image and what is expected of it. */
function difference({ shape: sizes, image, chances, expected, inner = 0, colours }: Case): number {
  const shape = shapeOf(sizes)
  const { components, ...others } = chances
  const augmenter = new Augmenter({ seed: 0, augmentation: { ...noAugmentation, pcaColour: components ? 0.1 : 0 }, shape, colours })
  const made = new Uint8Array(image.length)
  augmenter.apply({ ...noChances(shape), ...others, ...(components && { components: Float64Array.from(components) }) }, Uint8Array.from(image), made, 0)
  const isCompared = (at: number): boolean => {
    const [x, y] = [at % shape.width, Math.floor(at / shape.width) % shape.height]
    return Math.min(x, y, shape.width - 1 - x, shape.height - 1 - y) >= inner
  }
  return Math.max(...made.map((value, at) => (isCompared(at) ? 1000 * Math.abs(value - (expected[at] ?? NaN)) : 0))) / 1000
}

/** Sums of the shares of the luma are 0.9999 there and 1 here; else only rounding. */
const rounding = 0.56

it.each(reference.geometry)('geometry: $name', (row) => {
  // Pillow cuts its results to whole numbers, where the lab rounds.
  expect(difference(row)).toBeLessThanOrEqual(row.name.startsWith('crop') ? rounding : 1)
})

it.each(reference.colours)('colours: $name', (row) => {
  expect(difference(row)).toBeLessThanOrEqual(rounding)
})

it('sizes of random rectangles', () => {
  for (const { rule, height, width, area, ratio, expected } of reference.rectangles) {
    const shape = { channels: 1, height, width }
    // Every try gets the same numbers.
    const words = Uint32Array.from({ length: 20 }, (_, word) => (word % 2 === 0 ? area : ratio) * 2 ** 32)
    const rectangle: Rectangle = { top: 0, left: 0, height: 0, width: 0 }
    const fits = drawRectangle(rule === 'crop' ? ruleOfCrops(0.08, shape) : ruleOfErasing(shape), words, 0, rectangle)
    expect(fits ? [rectangle.height, rectangle.width] : null).toEqual(expected)
  }
})

describe('mixed batches', () => {
  const { images, partners, rows } = reference.mixes
  const shape = shapeOf(reference.mixes.shape)

  it.each(rows)('$kind of $share', ({ kind, share, row = 0, column = 0, ownShare, expected }) => {
    const mixed = new Uint8Array(images.length)
    const pasted = kind === 'cutmix' ? pastedRectangle(share, shape, row, column) : null
    mixBatch({ partners: Uint32Array.from(partners), share, pasted }, shape, Uint8Array.from(images), mixed)
    expect(Math.max(...expected.map((value, at) => Math.abs(value - (mixed[at] ?? NaN))))).toBeLessThanOrEqual(0.5)
    if (pasted) expect(shareOutside(pasted, shape)).toBeCloseTo(ownShare ?? NaN, 12)
  })
})
