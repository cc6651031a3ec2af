// The splits of an import hold each image once, at most, and are drawn by the seed alone.
import { expect, it } from 'vitest'
import { importSplits, usualTest } from './import-splits'
import { madeUpSource } from './testing/made-up-source'

const source = (parts: readonly string[], images: readonly (readonly [number, number])[]) => madeUpSource({ parts, images, shape: null, content: () => ({ kind: 'unreadable', reason: 'nobody asks' }) })
const lists = (splits: ReturnType<typeof importSplits>) => ({ train: [...splits.train], validation: [...splits.validation], test: [...splits.test] })
const options = { testShare: 0.25, seed: 3 }

const threeParts = source(['train', 'validation', 'test'], [[0, 0], [1, 2], [0, 1], [1, 0], [0, 2], [1, 1]])
const twoClasses = source(['all'], Array.from({ length: 40 }, (_, image) => [image % 2, 0] as const))

it('are those of the source where it has them', () => {
  expect(usualTest(threeParts)).toBe('own')
  expect(lists(importSplits(threeParts, { ...options, test: 'own' }))).toEqual({ train: [0, 3], validation: [2, 5], test: [1, 4] })
  expect(lists(importSplits(threeParts, { ...options, test: { part: 'validation' } }))).toEqual({ train: [0, 1, 3, 4], validation: [], test: [2, 5] })
})

it('hold the same share of each class, others by another seed', () => {
  expect(usualTest(twoClasses)).toBe('share')
  const { train, test } = lists(importSplits(twoClasses, { ...options, test: 'share' }))
  expect(test.map((image) => image % 2).sort()).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
  expect([...train, ...test].sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, image) => image))
  expect(lists(importSplits(twoClasses, { ...options, test: 'share' })).test).toEqual(test)
  expect(lists(importSplits(twoClasses, { ...options, seed: 4, test: 'share' })).test).not.toEqual(test)
})

it('a share is drawn of all but the images for validation', () => {
  const { train, validation, test } = lists(importSplits(threeParts, { ...options, testShare: 0.5, test: 'share' }))
  expect(validation).toEqual([2, 5])
  expect([...train, ...test].sort()).toEqual([0, 1, 3, 4])
  expect(test).toHaveLength(2)
})

it('a part that there is not, and splits without images, are told', () => {
  expect(() => importSplits(twoClasses, { ...options, test: 'own' })).toThrow('The source has no part test; its parts are: all.')
  expect(() => importSplits(twoClasses, { ...options, test: { part: 'all' } })).toThrow('No image is left for training.')
  expect(() => importSplits(source(['all'], [[0, 0], [1, 0]]), { ...options, test: 'share' })).toThrow('No image is left for testing')
})
