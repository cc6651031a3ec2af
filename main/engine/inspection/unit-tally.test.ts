// A tally tells the same as a sort of all values.
import { expect, it } from 'vitest'
import { UnitTally } from './unit-tally'

/** Values of two units in twelve images, some of them equal. */
const values = [
  [3, -1, 4, 1, -5, 9, 2, 6, 5, 3, 5, 8],
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
]

it('ranks the images of each unit by their value, the first of equal ones first', () => {
  const images = 12
  const tally = new UnitTally('relu1', 2, images)
  for (let image = 0; image < images; image++) {
    const largest = Float32Array.from(values, (unit) => unit[image] ?? NaN)
    tally.add(image, largest, largest.map((value) => value / 2))
  }
  const { largest, mean, activeShare, exciting, excitement } = tally.result
  const [ranked, equal] = values.map((unit) => unit.map((value, image) => ({ value, image })).sort((a, b) => b.value - a.value || a.image - b.image).slice(0, 9))
  expect([...exciting]).toEqual([...(ranked ?? []), ...(equal ?? [])].map(({ image }) => image))
  expect([...excitement]).toEqual([...(ranked ?? []), ...(equal ?? [])].map(({ value }) => value))
  expect([...largest]).toEqual([9, 0])
  expect(mean[0]).toBeCloseTo(40 / 12 / 2, 6)
  expect(activeShare[0]).toBeCloseTo(10 / 12, 6)
  expect([mean[1], activeShare[1]]).toEqual([0, 0])
})

it('tells all images of a small sample, and refuses what is no number', () => {
  const tally = new UnitTally('relu1', 1, 2)
  tally.add(4, Float32Array.of(1), Float32Array.of(1))
  tally.add(5, Float32Array.of(2), Float32Array.of(2))
  expect([...tally.result.exciting]).toEqual([5, 4])
  expect(() => {
    tally.add(6, Float32Array.of(NaN), Float32Array.of(0))
  }).toThrow('The output of relu1 for image 6 is not a finite number everywhere.')
})
