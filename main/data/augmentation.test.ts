// Augmentation: each operation does what its name says, random draws are uniform, and the same seed, step and image give the same bytes.
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { augmentImage, drawChance, type Chance, type ImageShape } from './augmentation'

const still: Chance = { flipped: false, down: 0, right: 0, row: 0, column: 0 }

/** One image after augmentation. */
function augmented(image: Uint8Array, shape: ImageShape, chance: Partial<Chance>, cutout = 0): Uint8Array {
  const out = new Uint8Array(image.length).fill(99)
  augmentImage({ ...still, ...chance }, cutout, shape, image, 0, out, 0)
  return out
}

const shapes = fc.record({ channels: fc.integer({ min: 1, max: 3 }), height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) })
const images = shapes.chain((shape) => {
  const size = shape.channels * shape.height * shape.width
  return fc.record({ shape: fc.constant(shape), image: fc.uint8Array({ minLength: size, maxLength: size }) })
})
const shift = fc.integer({ min: -12, max: 12 })

/** Each pixel of an image with its place. */
function* pixels({ channels, height, width }: ImageShape) {
  for (let c = 0; c < channels; c++) for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) yield { c, y, x, at: (c * height + y) * width + x }
}

describe('augmentImage', () => {
  it('changes nothing where nothing is to be done', () => {
    fc.assert(
      fc.property(images, ({ shape, image }) => {
        expect(augmented(image, shape, {})).toEqual(image)
      }),
    )
  })

  it('flips left to right, and back when done twice', () => {
    fc.assert(
      fc.property(images, ({ shape, image }) => {
        const once = augmented(image, shape, { flipped: true })
        for (const { c, y, x, at } of pixels(shape)) expect(once[at]).toBe(image[(c * shape.height + y) * shape.width + shape.width - 1 - x])
        expect(augmented(once, shape, { flipped: true })).toEqual(image)
      }),
    )
  })

  it('moves every pixel by the shift, and fills with black', () => {
    fc.assert(
      fc.property(images, shift, shift, ({ shape, image }, down, right) => {
        const moved = augmented(image, shape, { down, right })
        for (const { c, y, x, at } of pixels(shape)) {
          const [sy, sx] = [y - down, x - right]
          const inside = sy >= 0 && sy < shape.height && sx >= 0 && sx < shape.width
          expect(moved[at]).toBe(inside ? image[(c * shape.height + sy) * shape.width + sx] : 0)
        }
      }),
    )
  })

  it('crops first and flips then', () => {
    fc.assert(
      fc.property(images, shift, shift, ({ shape, image }, down, right) => {
        const both = augmented(image, shape, { flipped: true, down, right })
        expect(both).toEqual(augmented(augmented(image, shape, { down, right }), shape, { flipped: true }))
      }),
    )
  })

  it('blacks out the square about its centre, as far as it lies within the image, in every channel', () => {
    fc.assert(
      fc.property(images, fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 20 }), ({ shape, image }, row, column, cutout) => {
        const [centreY, centreX] = [row % shape.height, column % shape.width]
        const cut = augmented(image, shape, { row: centreY, column: centreX }, cutout)
        for (const { y, x, at } of pixels(shape)) {
          const [top, left] = [centreY - Math.floor(cutout / 2), centreX - Math.floor(cutout / 2)]
          const inside = y >= top && y < top + cutout && x >= left && x < left + cutout
          expect(cut[at]).toBe(inside ? 0 : image[at])
        }
      }),
    )
  })

  it('reads and writes at its places only', () => {
    const shape = { channels: 1, height: 2, width: 2 }
    const from = Uint8Array.of(9, 9, 1, 2, 3, 4, 9)
    const to = new Uint8Array(7).fill(7)
    augmentImage({ ...still, flipped: true }, 0, shape, from, 2, to, 1)
    expect([...to]).toEqual([7, 2, 1, 4, 3, 7, 7])
  })
})

describe('drawChance', () => {
  const shape = { channels: 1, height: 28, width: 28 }
  const all: Augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 2, cutout: 8 }
  const word = fc.integer({ min: 0, max: 0xffff_ffff })

  it('is the same for the same seed, step and image', () => {
    fc.assert(
      fc.property(word, word, word, (seed, step, image) => {
        expect(drawChance(all, shape, seed, step, image)).toEqual(drawChance(all, shape, seed, step, image))
      }),
    )
  })

  it.each([
    ['seed', (n: number) => drawChance(all, shape, n, 1, 1)],
    ['step', (n: number) => drawChance(all, shape, 1, n, 1)],
    ['image', (n: number) => drawChance(all, shape, 1, 1, n)],
  ])('differs from %s to %s', (_, draw) => {
    const draws = Array.from({ length: 100 }, (_value, n) => JSON.stringify(draw(n)))
    expect(new Set(draws).size).toBeGreaterThan(95) // of some 39,000 possible ones
  })

  it('leaves alone what is switched off', () => {
    for (let image = 0; image < 100; image++) expect(drawChance(noAugmentation, shape, 0, 0, image)).toMatchObject({ flipped: false, down: 0, right: 0 })
  })

  it('is fair: flips half, takes every shift and every centre equally often (chi-squared)', () => {
    const draws = 50_000
    const counts = { flipped: new Array<number>(2).fill(0), down: new Array<number>(5).fill(0), right: new Array<number>(5).fill(0), row: new Array<number>(28).fill(0), column: new Array<number>(28).fill(0) }
    const add = (list: number[], index: number): void => {
      list[index] = (list[index] ?? 0) + 1
    }
    for (let image = 0; image < draws; image++) {
      const { flipped, down, right, row, column } = drawChance(all, shape, 7, 3, image)
      add(counts.flipped, flipped ? 1 : 0)
      add(counts.down, down + 2)
      add(counts.right, right + 2)
      add(counts.row, row)
      add(counts.column, column)
    }
    // Quantiles of chi-squared at 1 - 1e-4, for 1, 4 and 27 degrees of freedom.
    const limits: Readonly<Record<number, number>> = { 2: 15.2, 5: 23.6, 28: 62.8 }
    for (const [name, list] of Object.entries(counts)) {
      const expected = draws / list.length
      const chiSquared = list.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
      expect(chiSquared, name).toBeLessThan(limits[list.length] ?? 0)
    }
  })
})
