// An image after a step of the fast gradient sign method (FGSM), the change that the step makes, and both in words.
import { phrase } from '@language/phrase'
import { largestStep, type Adversary } from '@contract/inspection/adversary'
import type { PixelImage } from '../pictures/pixel-image'
import { imagePixels, type PlanarImage } from '../pictures/planar-image'
import { likeliest } from '../statistics/likeliest'
import type { Formats } from '../words/formats'

/** What the method does, and who described it. */
export const adversaryFacts = {
  meaning:
    phrase('The fast gradient sign method (FGSM) moves every pixel by the same small step, brighter or darker: whichever makes the loss of the answer larger. One gradient is enough. That a step which the eye hardly sees changes the answer shows that the network decides by other features than we do.'),
  source: 'Goodfellow, Shlens, Szegedy 2015, Explaining and Harnessing Adversarial Examples, arXiv:1412.6572',
} as const

/** The image after a step; pixels stay in 0..255. @param step in 1/255 of the range of pixels */
export function steppedImage(image: PlanarImage, signs: Int8Array, step: number): PlanarImage {
  // A clamped array cuts at 0 and at 255.
  const pixels = Uint8ClampedArray.from(image.pixels, (value, place) => value + step * (signs[place] ?? 0))
  return { ...image, pixels: new Uint8Array(pixels.buffer) }
}

/** Grey that stands for no change, and by how much a whole step is brighter or darker. */
const [noChange, wholeStep] = [128, 127]

/** The change as a picture: grey where there is none, white and black where a pixel becomes brighter and darker by the whole step. */
export function changePicture(image: PlanarImage, signs: Int8Array, step: number): PixelImage {
  const after = steppedImage(image, signs, step).pixels
  const pixels = image.pixels.map((value, place) => noChange + (step === 0 ? 0 : Math.round((wholeStep * ((after[place] ?? 0) - value)) / step)))
  return imagePixels({ ...image, pixels })
}

/** How the picture of the change is to be read. */
export function changeSentence(step: number): string {
  if (step === 0) return phrase('No step, no change: grey everywhere.')
  return phrase('Contrast enlarged {times} times: white is {step}/255 brighter, black {step}/255 darker, grey unchanged; no pixel leaves 0 to 255.', { times: Number((wholeStep / step).toPrecision(2)), step })
}

/** Probability of each class after a step. */
export function probabilitiesAfter({ probabilities }: Adversary, step: number): Float32Array {
  const classes = probabilities.length / (largestStep + 1)
  return probabilities.subarray(step * classes, (step + 1) * classes)
}

/** The smallest step that changes the answer. @param nameOf name of a class */
export function smallestStepSentence(adversary: Adversary, nameOf: (label: number) => string, { formatPercent }: Formats): string {
  const { class: answer, smallest } = adversary
  if (smallest === null) return phrase('No step up to {largestStep}/255 ({share} of the range of pixels) changes the answer {answer}.', { largestStep, share: formatPercent(largestStep / 255), answer: nameOf(answer) })
  const now = probabilitiesAfter(adversary, smallest)
  const other = likeliest(now)
  return phrase('A step of {smallest}/255 ({share} of the range of pixels) is enough: the answer changes from {answer} to {other}, with {probability}.', {
    smallest, share: formatPercent(smallest / 255), answer: nameOf(answer), other: nameOf(other), probability: formatPercent(now[other] ?? 0),
  })
}
