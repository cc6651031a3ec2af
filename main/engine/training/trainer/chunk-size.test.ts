// Chunk sizes: short enough to interrupt, long enough to hide the copying of the state.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { chunkSize } from './chunk-size'

it('takes one step first, to see how long it takes', () => {
  expect(chunkSize(null, { movedBytes: 1e9, stepImageBytes: 0, singleSteps: false })).toBe(1)
})

it('fills about half a second with steps of a small network', () => {
  expect(chunkSize(0.01, { movedBytes: 250_000, stepImageBytes: 0, singleSteps: false })).toBe(50)
})

it('takes longer where a large state has to be moved', () => {
  expect(chunkSize(1, { movedBytes: 187e6, stepImageBytes: 0, singleSteps: false })).toBe(4)
})

it('is as short as of a small network where the state stays on the device', () => {
  expect(chunkSize(0.01, { movedBytes: 0, stepImageBytes: 0, singleSteps: false })).toBe(50)
})

it('is a sensible number whatever was measured', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e6, noNaN: true }), fc.nat(2 ** 31), (seconds, bytes) => {
      const steps = chunkSize(seconds, { movedBytes: bytes, stepImageBytes: 0, singleSteps: false })
      return Number.isInteger(steps) && steps >= 1 && steps <= 500 && (steps === 1 || steps * seconds < 8)
    }),
  )
})

it('takes one step at a time to spare memory', () => {
  expect(chunkSize(0.01, { movedBytes: 187e6, stepImageBytes: 0, singleSteps: true })).toBe(1)
})

it('keeps the images of a chunk that are fed with it to some 32 MB', () => {
  expect(chunkSize(0.01, { movedBytes: 0, stepImageBytes: 1e6, singleSteps: false })).toBe(32)
  expect(chunkSize(0.01, { movedBytes: 0, stepImageBytes: 1e9, singleSteps: false })).toBe(1)
})
