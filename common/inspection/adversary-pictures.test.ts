// A step of FGSM as pictures and in words.
import { largestStep, type Adversary } from '@contract/inspection/adversary'
import { expect, it } from 'vitest'
import { plainFormats } from '../words/plain-format'
import { changePicture, changeSentence, probabilitiesAfter, smallestStepSentence, steppedImage } from './adversary-pictures'

const image = { pixels: Uint8Array.of(0, 100, 250, 7), channels: 1, height: 2, width: 2 }
const signs = Int8Array.of(-1, 1, 1, 0)

it('moves each pixel by the step in the direction of its sign, within 0 to 255', () => {
  expect([...steppedImage(image, signs, 10).pixels]).toEqual([0, 110, 255, 7])
  expect([...steppedImage(image, signs, 0).pixels]).toEqual([...image.pixels])
})

it('draws what has really changed, enlarged to black and white', () => {
  expect([...changePicture(image, signs, 10).pixels]).toEqual([128, 255, 192, 128])
  expect([...changePicture(image, signs, 0).pixels]).toEqual([128, 128, 128, 128])
  expect([...changePicture({ ...image, pixels: Uint8Array.of(9, 9, 9, 9) }, signs, 2).pixels]).toEqual([1, 255, 255, 128])
  expect(changeSentence(4)).toBe('Contrast enlarged 32 times: white is 4/255 brighter, black 4/255 darker, grey unchanged; no pixel leaves 0 to 255.')
})

/** Two classes; from step 3 on the answer is the second. */
const adversary: Adversary = {
  class: 0,
  signs,
  probabilities: Float32Array.from({ length: 2 * (largestStep + 1) }, (_, place) => (Math.floor(place / 2) < 3 === (place % 2 === 0) ? 0.75 : 0.25)),
  smallest: 3,
}
const nameOf = (label: number): string => ['Sneaker', 'Sandal'][label] ?? ''

it('finds the probabilities of a step', () => {
  expect([...probabilitiesAfter(adversary, 2)]).toEqual([0.75, 0.25])
  expect([...probabilitiesAfter(adversary, largestStep)]).toEqual([0.25, 0.75])
})

it('says which step changes the answer, and to what', () => {
  expect(smallestStepSentence(adversary, nameOf, plainFormats)).toBe('A step of 3/255 (1.2 % of the range of pixels) is enough: the answer changes from Sneaker to Sandal, with 75.0 %.')
  expect(smallestStepSentence({ ...adversary, smallest: null }, nameOf, plainFormats)).toBe('No step up to 64/255 (25.1 % of the range of pixels) changes the answer Sneaker.')
})
