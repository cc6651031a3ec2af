// Augmented chunks hold the images that their steps want, each with its label, changed as chance has it.
import { noAugmentation } from '@contract/augmentation'
import { expect, it } from 'vitest'
import { augmentImage, drawChance } from '../../data/augmentation'
import { trainingImages } from './training-images'

const shape = { channels: 1, height: 4, width: 4 }
const data = { ...shape, count: 10, images: Uint8Array.from({ length: 160 }, (_, i) => i + 1), labels: Uint8Array.from({ length: 10 }, (_, i) => i) }
const wishes = [
  { number: 5, images: Uint32Array.of(3, 9, 0) },
  { number: 6, images: Uint32Array.of(3) },
]

it('without augmentation the data set is fed as it is', () => {
  const images = trainingImages(data, noAugmentation, 1)
  expect(images.format.count).toBe(10)
  const chunk = images.take(wishes)
  expect(chunk.data.images).toBe(data.images)
  expect(chunk.batches).toEqual([Uint32Array.of(3, 9, 0), Uint32Array.of(3)])
})

it('with augmentation the wanted images are fed one after another, changed by seed, step and image', () => {
  const augmentation = { flip: true, cropPadding: 2, cutout: 1 }
  const chunk = trainingImages(data, augmentation, 11).take(wishes)
  expect(chunk.batches).toEqual([Uint32Array.of(0, 1, 2), Uint32Array.of(3)])
  expect(chunk.data).toMatchObject({ ...shape, count: 4 })
  expect([...chunk.data.labels]).toEqual([3, 9, 0, 3])
  const expected = new Uint8Array(64)
  const flat = wishes.flatMap(({ number, images }) => Array.from(images, (image) => ({ number, image })))
  flat.forEach(({ number, image }, place) => {
    augmentImage(drawChance(augmentation, shape, 11, number, image), 1, shape, data.images, 16 * image, expected, 16 * place)
  })
  expect(chunk.data.images).toEqual(expected)
})
