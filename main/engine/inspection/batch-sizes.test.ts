// Batches hold every image once, in few sizes, and no more at once than may.
import { expect, it } from 'vitest'
import { batchesOf } from './batch-sizes'

it.each([
  [1, 16, [1]],
  [38, 16, [16, 16, 4, 1, 1]],
  [38, 5.7, [4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1]],
  [3, 1, [1, 1, 1]],
  [0, 16, []],
])('of %i images, at most %d at once', (count, most, sizes) => {
  const batches = batchesOf(count, most)
  expect(batches.map(({ size }) => size)).toEqual(sizes)
  expect(batches.map(({ start }) => start)).toEqual(sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0)))
})
