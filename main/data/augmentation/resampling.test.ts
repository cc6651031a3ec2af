// Moved images: flips and whole shifts are exact copies; a map of whole pixels through the interpolation gives the same bytes.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mapOf } from './affine-map'
import { noChances, type ImageChances } from './image-chances'
import type { ImageShape } from './image-shape'
import { moveImage, resampleImage } from './resampling'
import { anyImage, placesOf } from './testing/any-image'

const moved = (image: Uint8Array, shape: ImageShape, chances: Partial<ImageChances>): Uint8Array => {
  const out = new Uint8Array(image.length).fill(99)
  moveImage({ ...noChances(shape), ...chances }, shape, image, 0, out, 0)
  return out
}

const resampled = (image: Uint8Array, shape: ImageShape, chances: Partial<ImageChances>): Uint8Array => {
  const [all, map, out] = [{ ...noChances(shape), ...chances }, new Float64Array(6), new Uint8Array(image.length).fill(99)]
  mapOf(all, shape, map)
  resampleImage(map, all.crop, shape, image, 0, out, 0)
  return out
}

const shift = fc.integer({ min: -12, max: 12 })

describe('moveImage', () => {
  it('changes nothing where nothing is to be done', () => {
    fc.assert(
      fc.property(anyImage, ({ shape, image }) => {
        expect(moved(image, shape, {})).toEqual(image)
      }),
    )
  })

  it('flips either way, and back when done twice', () => {
    fc.assert(
      fc.property(anyImage, fc.boolean(), fc.boolean(), ({ shape, image }, flipped, flippedVertically) => {
        const once = moved(image, shape, { flipped, flippedVertically })
        for (const { c, y, x, at } of placesOf(shape)) {
          const [row, column] = [flippedVertically ? shape.height - 1 - y : y, flipped ? shape.width - 1 - x : x]
          expect(once[at]).toBe(image[(c * shape.height + row) * shape.width + column])
        }
        expect(moved(once, shape, { flipped, flippedVertically })).toEqual(image)
      }),
    )
  })

  it('moves every pixel by the shift, and fills with black', () => {
    fc.assert(
      fc.property(anyImage, shift, shift, ({ shape, image }, down, right) => {
        const after = moved(image, shape, { down, right })
        for (const { c, y, x, at } of placesOf(shape)) {
          const [sy, sx] = [y - down, x - right]
          const inside = sy >= 0 && sy < shape.height && sx >= 0 && sx < shape.width
          expect(after[at]).toBe(inside ? image[(c * shape.height + sy) * shape.width + sx] : 0)
        }
      }),
    )
  })

  it('shifts first and flips then', () => {
    fc.assert(
      fc.property(anyImage, shift, shift, ({ shape, image }, down, right) => {
        const flips = { flipped: true, flippedVertically: true }
        expect(moved(image, shape, { ...flips, down, right })).toEqual(moved(moved(image, shape, { down, right }), shape, flips))
      }),
    )
  })

  it('reads and writes at its places only', () => {
    const shape = { channels: 1, height: 2, width: 2 }
    const from = Uint8Array.of(9, 9, 1, 2, 3, 4, 9)
    const to = new Uint8Array(7).fill(7)
    moveImage({ ...noChances(shape), flipped: true }, shape, from, 2, to, 1)
    expect([...to]).toEqual([7, 2, 1, 4, 3, 7, 7])
  })
})

describe('resampleImage', () => {
  it('copies where the map goes from pixel to pixel', () => {
    fc.assert(
      fc.property(anyImage, shift, shift, fc.boolean(), fc.boolean(), ({ shape, image }, down, right, flipped, flippedVertically) => {
        const chances = { down, right, flipped, flippedVertically }
        expect(resampled(image, shape, chances)).toEqual(moved(image, shape, chances))
      }),
    )
  })

  it('turns a square by quarters as flips do', () => {
    const shape = { channels: 1, height: 3, width: 3 }
    const image = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
    expect([...resampled(image, shape, { rotation: 90 })]).toEqual([7, 4, 1, 8, 5, 2, 9, 6, 3])
    expect([...resampled(image, shape, { rotation: 180 })]).toEqual([...image].toReversed())
  })

  it('undoes a crop of the whole and no turn, and keeps an even surface even within its part', () => {
    fc.assert(
      fc.property(fc.nat(255), fc.integer({ min: 2, max: 9 }), (value, edge) => {
        const shape = { channels: 3, height: edge, width: edge }
        const image = new Uint8Array(3 * edge * edge).fill(value)
        expect(resampled(image, shape, { crop: { top: 1, left: 0, height: edge - 1, width: edge } })).toEqual(image)
        expect(resampled(image, shape, { scale: 1.7 })).toEqual(image)
      }),
    )
  })
})
