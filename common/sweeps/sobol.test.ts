// The Sobol sequence against SciPy's, and the balance that scrambling must keep.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { mostAxes } from '@contract/sweeps/sweep-spec'
import { mostDimensions, sobolPoints, sobolWord } from './sobol'

/** 64 times the coordinates of all dimensions at some indices, by `scipy.stats.qmc.Sobol(20, scramble=False)` of SciPy 1.17.1. */
const reference: Readonly<Record<number, readonly number[]>> = {
  1: [32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32, 32],
  2: [48, 16, 16, 16, 48, 48, 16, 48, 48, 48, 48, 48, 16, 16, 48, 16, 48, 16, 48, 16],
  7: [8, 40, 24, 8, 8, 24, 40, 40, 40, 56, 40, 8, 40, 24, 8, 8, 8, 8, 40, 56],
  33: [35, 49, 13, 3, 41, 27, 19, 11, 31, 35, 57, 29, 61, 31, 31, 39, 43, 35, 59, 1],
  63: [1, 51, 23, 29, 55, 9, 37, 9, 53, 37, 27, 43, 35, 49, 21, 49, 5, 25, 61, 15],
}

it.each(Object.entries(reference))('has the coordinates of SciPy at index %s', (index, expected) => {
  expect(expected.map((_, dimension) => sobolWord(Number(index), dimension) / 2 ** 26)).toEqual(expected)
})

it('has a dimension for every axis that a sweep may have', () => {
  expect(mostDimensions).toBeGreaterThanOrEqual(mostAxes)
})

it('puts one point of each 2^k into every interval of length 2^-k, in every dimension and with every seed', () => {
  fc.assert(
    fc.property(fc.nat(0xffff_ffff), fc.integer({ min: 1, max: 8 }), fc.integer({ min: 0, max: 15 }), (seed, k, block) => {
      const count = 2 ** k
      const pointAt = sobolPoints(seed, mostDimensions)
      const points = Array.from({ length: count }, (_, index) => pointAt(block * count + index))
      for (let dimension = 0; dimension < mostDimensions; dimension++) {
        expect(new Set(points.map((point) => Math.floor((point[dimension] ?? 0) * count))).size).toBe(count)
      }
    }),
    { numRuns: 30 },
  )
})

it('puts one point of each 2^(j+k) into every box of 2^-j by 2^-k of its first two dimensions', () => {
  const pointAt = sobolPoints(7, 2)
  const points = Array.from({ length: 64 }, (_, index) => pointAt(index))
  for (let j = 0; j <= 6; j++) {
    const boxes = points.map(([x = 0, y = 0]) => Math.floor(x * 2 ** j) * 2 ** (6 - j) + Math.floor(y * 2 ** (6 - j)))
    expect(new Set(boxes).size).toBe(64)
  }
})

it('gives other points with another seed, and the same with the same', () => {
  expect(sobolPoints(1, 3)(5)).toEqual(sobolPoints(1, 3)(5))
  expect(sobolPoints(1, 3)(5)).not.toEqual(sobolPoints(2, 3)(5))
})
