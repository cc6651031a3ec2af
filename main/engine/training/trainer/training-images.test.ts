// Chunks hold the images of their steps, each with its label: the whole data set, or the steps' images as augmentation has changed them.
import { noAugmentation } from '@contract/data/augmentation'
import { expect, it } from 'vitest'
import { DYNAMIC } from '../../../onnx/tensor'
import { planOf, StepDrawer } from '../drawing/step-draws'
import type { ImageSet } from './image-set'
import { Joiner } from './joiner'
import { chunkImages, isFedByChunks, trainingFormat } from './training-images'

const shape = { channels: 1, height: 4, width: 4 }
const data: ImageSet<Uint8Array> = { ...shape, count: 10, images: Uint8Array.from({ length: 160 }, (_, i) => i + 1), labels: Uint8Array.from({ length: 10 }, (_, i) => i) }
const steps = [
  { number: 5, epoch: 0, images: Uint32Array.of(3, 9, 0) },
  { number: 6, epoch: 0, images: Uint32Array.of(3) },
]

it('without augmentation the data set is fed as it is', () => {
  expect(isFedByChunks(data, noAugmentation)).toBe(false)
  expect(trainingFormat(data, false)).toEqual({ ...shape, count: 10 })
  const drawer = new StepDrawer(planOf(1, [], noAugmentation, data, false))
  const chunk = chunkImages(data, steps, steps.map((step) => drawer.draw(step)), new Joiner())
  expect(chunk.data).toBe(data)
  expect(chunk.batches).toEqual([Uint32Array.of(3, 9, 0), Uint32Array.of(3)])
})

it('with augmentation the images of each step follow one another, with their labels', () => {
  const augmentation = { ...noAugmentation, flip: 0.5, cropPadding: 2, cutout: 1 }
  expect(isFedByChunks(data, augmentation)).toBe(true)
  expect(trainingFormat(data, true)).toEqual({ ...shape, count: DYNAMIC })
  const drawer = new StepDrawer(planOf(11, [], augmentation, data, true))
  const draws = steps.map((step) => drawer.draw(step))
  const chunk = chunkImages(data, steps, draws, new Joiner())
  expect(chunk.batches).toEqual([Uint32Array.of(0, 1, 2), Uint32Array.of(3)])
  expect(chunk.data).toMatchObject({ ...shape, count: 4 })
  expect([...chunk.data.labels]).toEqual([3, 9, 0, 3])
  expect([...chunk.data.images]).toEqual(draws.flatMap(({ images }) => [...(images ?? [])]))
})

it('a set that is too large, or lies in a file, is fed by chunks', () => {
  expect(isFedByChunks(data, noAugmentation, 160)).toBe(false)
  expect(isFedByChunks(data, noAugmentation, 159)).toBe(true)
  expect(isFedByChunks({ ...data, images: { path: '/images', offset: 0 } }, noAugmentation, Infinity)).toBe(true)
})

it('where images are mixed, each has its partner among the images of its own step', () => {
  const drawer = new StepDrawer(planOf(11, [], { ...noAugmentation, mixup: 1 }, data, true))
  const draws = steps.map((step) => drawer.draw(step))
  const { mixings } = chunkImages(data, steps, draws, new Joiner())
  expect(mixings.map(({ partners }) => [...partners].toSorted())).toEqual([[0, 1, 2], [3]])
  expect(mixings.map(({ share }) => share)).toEqual(draws.map(({ mixing }) => mixing?.share))
})
