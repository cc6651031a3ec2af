// Images on which one run is right and the other is not, and images of a cell of a confusion matrix.
import { expect, it } from 'vitest'
import { discordantImages, imagesOfCell } from './pair-images'

it('finds the images that only one of two runs answers right, among those that both answered', () => {
  const labels = Uint16Array.of(0, 1, 2, 3)
  const [first, second] = [{ labels, predictions: Uint16Array.of(0, 1, 0, 3), images: null }, { labels: labels.slice(0, 3), predictions: Uint16Array.of(0, 0, 2), images: null }]
  expect(discordantImages(first, second, 'first')).toEqual([1])
  expect(discordantImages(first, second, 'second')).toEqual([2])
})

it('finds the images of a cell of one run, and those by which a cell of the difference differs', () => {
  const labels = Uint16Array.of(2, 2, 2, 1)
  const [first, second] = [{ labels, predictions: Uint16Array.of(1, 1, 2, 1), images: null }, { labels, predictions: Uint16Array.of(1, 2, 1, 2), images: null }]
  expect(imagesOfCell(first, second, { of: 'first', label: 2, prediction: 1 })).toEqual([0, 1])
  expect(imagesOfCell(first, second, { of: 'second', label: 2, prediction: 1 })).toEqual([0, 2])
  expect(imagesOfCell(first, second, { of: 'difference', label: 2, prediction: 1 })).toEqual([1, 2])
})
