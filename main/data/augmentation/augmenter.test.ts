// Augmented images: nothing set changes nothing, squares and rectangles are black where they should be, and colours come before them.
import { noAugmentation, type Augmentation } from '@contract/data/augmentation'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Augmenter } from './augmenter'
import { colourComponents } from './colour-components'
import { noChances, type ImageChances } from './image-chances'
import type { ImageShape } from './image-shape'
import { anyImage, placesOf } from './testing/any-image'

function made(image: Uint8Array, shape: ImageShape, chances: Partial<ImageChances>, augmentation: Partial<Augmentation> = {}): Uint8Array {
  const out = new Uint8Array(image.length + 3).fill(99)
  new Augmenter({ seed: 0, augmentation: { ...noAugmentation, ...augmentation }, shape }).apply({ ...noChances(shape), ...chances }, image, out, 2)
  expect([out[0], out[1], out.at(-1)]).toEqual([99, 99, 99])
  return out.slice(2, -1)
}

it('changes nothing where nothing is to be done', () => {
  fc.assert(
    fc.property(anyImage, ({ shape, image }) => {
      expect(made(image, shape, {})).toEqual(image)
    }),
  )
})

it('blacks out the square about its centre, as far as it lies within the image, in every channel, after its colours are changed', () => {
  fc.assert(
    fc.property(anyImage, fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 20 }), ({ shape, image }, row, column, cutout) => {
      const [cutoutRow, cutoutColumn] = [row % shape.height, column % shape.width]
      const colours = { contrast: 0.5 }
      const [cut, plain] = [made(image, shape, { ...colours, cutoutRow, cutoutColumn }, { cutout }), made(image, shape, colours)]
      for (const { y, x, at } of placesOf(shape)) {
        const [top, left] = [cutoutRow - Math.floor(cutout / 2), cutoutColumn - Math.floor(cutout / 2)]
        const inside = y >= top && y < top + cutout && x >= left && x < left + cutout
        expect(cut[at]).toBe(inside ? 0 : plain[at])
      }
    }),
  )
})

it('erases a rectangle', () => {
  const shape = { channels: 2, height: 4, width: 5 }
  const image = Uint8Array.from({ length: 40 }, (_, at) => at + 1)
  const erased = made(image, shape, { erased: { top: 1, left: 2, height: 2, width: 3 } })
  for (const { y, x, at } of placesOf(shape)) expect(erased[at]).toBe(y >= 1 && y < 3 && x >= 2 ? 0 : image[at])
})

it('leaves grey images what they are where only saturation, hue and grey are set', () => {
  const shape = { channels: 1, height: 3, width: 3 }
  const image = Uint8Array.of(0, 30, 60, 90, 120, 150, 180, 210, 255)
  expect(made(image, shape, { saturation: 0.2, hue: 0.4, grey: true })).toEqual(image)
})

it('makes grey images brighter or darker by their deviation where PCA colour is set', () => {
  const shape = { channels: 1, height: 2, width: 2 }
  const augmenter = new Augmenter({ seed: 0, augmentation: { ...noAugmentation, pcaColour: 0.1 }, shape, colours: colourComponents({ colour: null, deviation: [0.4] }) })
  const out = new Uint8Array(4)
  augmenter.apply({ ...noChances(shape), components: Float64Array.of(0.2, 5, 5) }, Uint8Array.of(0, 100, 200, 250), out, 0)
  expect([...out]).toEqual([20, 120, 220, 255]) // 255 * 0.2 * 0.4 = 20.4
})
