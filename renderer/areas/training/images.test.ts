// Images are told as they are, and as the network gets them.
import { expect, it } from 'vitest'
import { trainingImagesWords } from './images'

it.each([
  [28, '60,000 training images of 28×28'],
  [224, '60,000 training images of 28×28, enlarged to 224×224'],
  [8, '60,000 training images of 28×28, reduced to 8×8'],
])('at %d pixels', (size, words) => {
  expect(trainingImagesWords({ trainImages: 60_000, width: 28, height: 28 }, size)).toBe(words)
})
