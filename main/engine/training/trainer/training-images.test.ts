// Chunks hold the images that their steps want, each with its label: the data set as it is, or what augmentation has made of them.
import { noAugmentation } from '@contract/data/augmentation'
import { expect, it } from 'vitest'
import { DYNAMIC } from '../../../onnx/tensor'
import { drawStep, planOf } from '../drawing/step-draws'
import { Joiner } from './joiner'
import { chunkImages, trainingFormat } from './training-images'

const shape = { channels: 1, height: 4, width: 4 }
const data = { ...shape, count: 10, images: Uint8Array.from({ length: 160 }, (_, i) => i + 1), labels: Uint8Array.from({ length: 10 }, (_, i) => i) }
const steps = [
  { number: 5, images: Uint32Array.of(3, 9, 0) },
  { number: 6, images: Uint32Array.of(3) },
]

it('without augmentation the data set is fed as it is', () => {
  expect(trainingFormat(data, noAugmentation)).toEqual({ ...shape, count: 10 })
  const plan = planOf(1, [], noAugmentation, data)
  const chunk = chunkImages(data, steps, steps.map((step) => drawStep(plan, step)), new Joiner())
  expect(chunk.data).toBe(data)
  expect(chunk.batches).toEqual([Uint32Array.of(3, 9, 0), Uint32Array.of(3)])
})

it('with augmentation the images of each step follow one another, with their labels', () => {
  const augmentation = { flip: true, cropPadding: 2, cutout: 1 }
  expect(trainingFormat(data, augmentation)).toEqual({ ...shape, count: DYNAMIC })
  const plan = planOf(11, [], augmentation, data)
  const draws = steps.map((step) => drawStep(plan, step))
  const chunk = chunkImages(data, steps, draws, new Joiner())
  expect(chunk.batches).toEqual([Uint32Array.of(0, 1, 2), Uint32Array.of(3)])
  expect(chunk.data).toMatchObject({ ...shape, count: 4 })
  expect([...chunk.data.labels]).toEqual([3, 9, 0, 3])
  expect([...chunk.data.images]).toEqual(draws.flatMap(({ images }) => [...(images ?? [])]))
})
