// The words for a data set's images: their own size, and the size that the network gets.
import { expect, it } from 'vitest'
import { trainingImagesWords } from './images'

it.each([
  [28, 28, '60,000 training images of 28×28'],
  [224, 224, '60,000 training images of 28×28, enlarged to 224×224'],
  [8, 8, '60,000 training images of 28×28, reduced to 8×8'],
  [40, 28, '60,000 training images of 28×28, enlarged to 40×28'],
  [8, 28, '60,000 training images of 28×28, reduced to 8×28'],
  [8, 40, '60,000 training images of 28×28, resized to 8×40'],
])('at %d×%d pixels', (height, width, words) => {
  expect(trainingImagesWords({ trainImages: 60_000, width: 28, height: 28 }, { height, width })).toBe(words)
})

it('of images that are not square, the height comes first', () => {
  const dataset = { trainImages: 300, height: 40, width: 32 }
  expect(trainingImagesWords(dataset, { height: 40, width: 32 })).toBe('300 training images of 40×32')
  expect(trainingImagesWords(dataset, { height: 28, width: 28 })).toBe('300 training images of 40×32, reduced to 28×28')
})
