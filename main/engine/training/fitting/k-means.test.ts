// k-means finds the centres of clear groups, keeps words that nothing is nearest to, and refuses what it cannot do.
import { expect, it } from 'vitest'
import { kMeans } from './k-means'

/** Rows around (0, 0), (10, 0) and (0, 10), four each. */
const data = Float32Array.from([[0, 0], [10, 0], [0, 10]].flatMap(([x = 0, y = 0]) => [[-1, 0], [1, 0], [0, -1], [0, 1]].flatMap(([dx = 0, dy = 0]) => [x + dx, y + dy])))
const rows = { count: 12, width: 2, data }

it('ends with the centres of the groups', async () => {
  const centres = await kMeans(rows, 3, Uint32Array.of(4, 8, 0, 1, 2, 3, 5, 6, 7, 9, 10, 11))
  expect([...centres].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([10, 0, 0, 10, 0, 0])
})

it('begins with different rows, however often one is there', async () => {
  const twice = { count: 3, width: 1, data: Float32Array.of(5, 5, 7) }
  expect([...(await kMeans(twice, 2, Uint32Array.of(0, 1, 2)))]).toEqual([5, 7])
  await expect(kMeans(twice, 3, Uint32Array.of(0, 1, 2))).rejects.toThrow('A codebook of 3 words needs as many different patches, and the training images have 2.')
})
