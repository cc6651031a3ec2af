// Maps over the pixels that are made of gradients of a class's logit: the gradient itself, times the pixels, and means over noisy or darkened copies.
import { phrase } from '@language/phrase'
import { formatCounted } from '@common/words/plain-format'
import { classWeights, pixelMap, type Explain, type ExplainedImage } from './explained-image'
import { noise } from './inspection-noise'
import { logitsOfImages, meanPixelGradient, oneImage, type ManyImages } from './many-images'
import { answersByPixels } from './pixel-works'

/** K. Simonyan, A. Vedaldi, A. Zisserman, "Deep Inside Convolutional Networks: Visualising Image Classification Models and Saliency Maps", ICLR workshop 2014. */
export const gradient: Explain<'gradient'> = async (image) => pixelMap(image, await gradientOver(image, oneImage(image.pixels)))

/** A. Shrikumar et al., "Not Just a Black Box: Learning Important Features Through Propagating Activation Differences", arXiv:1605.01713, 2016. */
export const gradientTimesInput: Explain<'gradient-times-input'> = async (image) => pixelMap(image, timesPixels(await gradientOver(image, oneImage(image.pixels)), image))

/** D. Smilkov et al., "SmoothGrad: removing noise by adding noise", arXiv:1706.03825, 2017. Noisy copies may leave the range of pixels, as in the paper. */
export const smoothGrad: Explain<'smooth-grad'> = async (image, { samples, noise: share, seed }) => {
  const { pixels } = image
  const deviation = share * rangeOf(pixels)
  const copies: ManyImages = {
    count: samples,
    write: (copy, out) => {
      noise(seed, 'noisyCopy', copy, pixels.length).forEach((number, at) => {
        out[at] = (pixels[at] ?? 0) + deviation * number
      })
    },
  }
  const notes = deviation === 0 ? [phrase('The copies have no noise, so that the map is the gradient.')] : []
  return pixelMap(image, await gradientOver(image, copies), notes)
}

/**
 * M. Sundararajan, A. Taly, Q. Yan, "Axiomatic Attribution for Deep Networks", ICML 2017: the integral over the way from a black image, by the midpoint rule. The values of the
 * exact integral add up to the difference of the logits of both ends (completeness).
 */
export const integratedGradients: Explain<'integrated-gradients'> = async (image, { steps }) => {
  const { pixels, subject, logits, class: explained } = image
  const way: ManyImages = {
    count: steps,
    write: (step, out) => {
      pixels.forEach((value, at) => {
        out[at] = (value * (step + 0.5)) / steps
      })
    },
  }
  const values = timesPixels(await gradientOver(image, way), image)
  const atBlack = await logitsOfImages(subject, oneImage(new Float32Array(pixels.length)))
  const difference = (logits[explained] ?? NaN) - (atBlack[explained] ?? NaN)
  const sum = values.reduce((total, value) => total + value, 0)
  return pixelMap(image, values, [completenessWords(sum, difference, steps)])
}

/** Share of the difference of the logits below which what is missed is not worth more steps. */
const negligible = 1e-3

/** By how much the sum of the values misses the difference of the logits. */
function completenessWords(sum: number, difference: number, steps: number): string {
  const missed = Math.abs(difference - sum)
  const gap = missed <= negligible * Math.abs(difference) ? phrase('less than a thousandth of it') : phrase('{missed}; more steps come closer', { missed: inThreeDigits(missed) })
  return phrase('The values add up to {sum}. The logit of the image less that of a black image is {difference}: the midpoint rule with {steps} misses {gap}.', { sum: inThreeDigits(sum), difference: inThreeDigits(difference), steps: formatCounted(steps, 'step'), gap })
}

const gradientOver = (image: ExplainedImage, images: ManyImages): Promise<Float64Array> => meanPixelGradient(image.subject, answersByPixels, images, classWeights(image))

const inThreeDigits = (value: number): string => String(Number(value.toPrecision(3)))

const timesPixels = (values: Float64Array, { pixels }: ExplainedImage): Float64Array => values.map((value, at) => value * (pixels[at] ?? 0))

function rangeOf(pixels: Float32Array): number {
  const [lowest, highest] = pixels.reduce<readonly [number, number]>(([low, high], value) => [Math.min(low, value), Math.max(high, value)], [Infinity, -Infinity])
  return highest - lowest
}
