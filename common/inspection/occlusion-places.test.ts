// The squares of an occlusion lie in the image and leave no pixel out.
import { expect, it } from 'vitest'
import { occlusionPlaces } from './occlusion-places'

it.each([
  [28, 4, 2, 13],
  [28, 4, 4, 7],
  [28, 5, 4, 7],
  [28, 28, 3, 1],
  [8, 20, 1, 1],
  [7, 3, 3, 3],
])('cover an edge of %i pixels with a square of %i every %i', (length, patch, stride, count) => {
  const places = occlusionPlaces(length, patch, stride)
  expect(places).toHaveLength(count)
  const covered = new Set(places.flatMap((first) => Array.from({ length: Math.min(patch, length) }, (_, offset) => first + offset)))
  expect([...covered].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, pixel) => pixel))
})
