// An image of a class is drawn from the split by reading images at random, within bounds.
import type { SampleImage } from '@contract/api/data-api'
import { expect, it, vi } from 'vitest'
import { drawOfClass } from './image-draw'

const sample = (label: number): SampleImage => ({ pixels: Uint8Array.of(label), channels: 1, height: 1, width: 1, label })
/** Numbers from 0 on in even steps, again and again. */
function evenly(steps: number): () => number {
  let at = 0
  return () => (at++ % steps) / steps
}

it('finds an image of the class with its number', async () => {
  const read = (indices: readonly number[]): Promise<readonly SampleImage[]> => Promise.resolve(indices.map((index) => sample(index % 10)))
  await expect(drawOfClass({ images: 100, imageBytes: 1, label: 7, read, random: evenly(100) })).resolves.toMatchObject({ index: 7, sample: { label: 7 } })
})

it('gives up where no image is of the class, and never reads more at once than fits', async () => {
  const read = vi.fn((indices: readonly number[]): Promise<readonly SampleImage[]> => Promise.resolve(indices.map(() => sample(0))))
  await expect(drawOfClass({ images: 60_000, imageBytes: 1e6, label: 1, read, random: evenly(97) })).resolves.toBeNull()
  expect(Math.max(...read.mock.calls.map(([indices]) => indices.length))).toBe(8)
})
