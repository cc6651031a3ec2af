// A sample holds the images that the run of a network means by a split, each with its own number and label.
import { expect, it } from 'vitest'
import { trainingPart } from '../../data/training-part'
import { SampledImages } from './sampled-images'
import { tinyBytes, tinyNetwork, tinyPixels, tinySet } from './testing/tiny-networks'

const { spec } = tinyNetwork([{ layer: 'flatten' }, { layer: 'linear', features: 3 }])
const shared = { ...spec, dataset: { ...spec.dataset, validation: 'share' as const, validationShare: 0.25 } }
const part = trainingPart(tinySet.train, shared)

it.each([
  { what: 'training images without those that validate', of: shared, split: 'train' as const, within: 'train', numbers: [...part.train] },
  { what: 'training images that validate', of: shared, split: 'validation' as const, within: 'train', numbers: [...(part.validation ?? [])] },
  { what: 'all training images where the test images judge', of: spec, split: 'train' as const, within: 'train', numbers: [...part.train, ...(part.validation ?? [])].sort((a, b) => a - b) },
  { what: 'test images', of: shared, split: 'test' as const, within: 'test', numbers: Array.from({ length: 10 }, (_, index) => index) },
])('$what', async ({ of, split, within, numbers }) => {
  const sample = await SampledImages.open(of, { split, images: 1000 }, 7)
  expect([sample.within, [...sample.numbers]]).toEqual([within, numbers])
  const set = within === 'train' ? tinySet.train : tinySet.test
  expect([...sample.labels]).toEqual(numbers.map((number) => set.labels[number]))
  const seen: unknown[] = []
  for (const { count, pixels } of sample.batches()) seen.push(...Array.from({ length: count }, (_, place) => pixels[place * tinyBytes + 3]))
  const all = tinyPixels(50)
  expect(seen).toEqual(numbers.map((number) => all[(number + (within === 'train' ? 0 : 40)) * tinyBytes + 3]))
})
