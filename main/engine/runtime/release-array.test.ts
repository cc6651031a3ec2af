// Arrays that are given back: empty, and their memory free, without any garbage collection.
import { expect, it } from 'vitest'
import { releaseArray } from './release-array'

it('empties an array and frees its memory at once', () => {
  const array = new Float32Array(10e6).fill(1)
  const before = process.memoryUsage().arrayBuffers
  releaseArray(array)
  expect(array).toHaveLength(0)
  expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThan(35e6)
})

it('does nothing to an array that is gone already', () => {
  const array = new Float32Array(4)
  releaseArray(array)
  expect(() => {
    releaseArray(array)
  }).not.toThrow()
})
