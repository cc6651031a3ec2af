// Results are computed once for a key, shared while they are computed, dropped when they would take too many bytes, and not kept where they failed.
import { expect, it, vi } from 'vitest'
import { KeptResults } from './kept-results'
import { questionKey } from '../engine-process/question-key'

/** Computes an array of 100 bytes that names its call. */
function counted() {
  let calls = 0
  return vi.fn(() => Promise.resolve({ layers: [{ values: new Uint8Array(96).fill(++calls) }], calls }))
}

it('computes once for a key, and once for all who ask meanwhile', async () => {
  const results = new KeptResults()
  const compute = counted()
  const [first, same] = await Promise.all([results.of('a', compute), results.of('a', compute)])
  expect(same).toBe(first)
  expect(await results.of('a', compute)).toBe(first)
  expect((await results.of('b', compute)).calls).toBe(2)
})

it('drops those that were asked for the longest ago, and keeps the last one whatever its size', async () => {
  const results = new KeptResults(250)
  const compute = counted()
  for (const key of ['a', 'b', 'a', 'c']) await results.of(key, compute)
  expect(compute).toHaveBeenCalledTimes(3)
  await results.of('a', compute)
  expect(compute).toHaveBeenCalledTimes(3)
  await results.of('b', compute)
  expect(compute).toHaveBeenCalledTimes(4)
  const large = vi.fn(() => Promise.resolve(new Float32Array(64)))
  await results.of('large', large)
  await results.of('large', large)
  expect(large).toHaveBeenCalledTimes(1)
  await results.of('b', compute)
  expect(compute).toHaveBeenCalledTimes(5)
})

it('does not keep a failure', async () => {
  const results = new KeptResults()
  await expect(results.of('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now')
  expect(await results.of('a', () => Promise.resolve(7))).toBe(7)
})

it('tells questions apart by every argument, pixels included', () => {
  const key = (pixels: number[], layer = 'conv1') => questionKey('layerMaps', { layer, pixels: Uint8Array.from(pixels) })
  expect(key([1, 2])).toBe(key([1, 2]))
  expect(new Set([key([1, 2]), key([2, 1]), key([1, 2], 'conv2'), questionKey('predict', { layer: 'conv1', pixels: Uint8Array.of(1, 2) })]).size).toBe(4)
})
