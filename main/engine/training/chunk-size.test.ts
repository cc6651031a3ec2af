// Chunk sizes: short enough to interrupt, long enough to hide the copying of the state.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chunkSize } from './chunk-size'

it('takes one step first, to see how long it takes', () => {
  expect(chunkSize(null, 1e9)).toBe(1)
})

it('fills about half a second with steps of a small network', () => {
  expect(chunkSize(0.01, 250_000)).toBe(50)
})

it('takes longer for a large state', () => {
  expect(chunkSize(1, 187e6)).toBe(4)
})

it('is a sensible number whatever was measured', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), fc.nat(2 ** 31), (seconds, bytes) => {
      const steps = chunkSize(seconds, bytes)
      return Number.isInteger(steps) && steps >= 1 && steps <= 500 && (steps === 1 || steps * seconds < 8)
    }),
  )
})
