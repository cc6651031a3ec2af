// The methods that explain an answer: what each shows, who described it, and what it asks for at first.
import { phrase } from '@language/phrase'
import { explanationBounds, type ExplanationMethod, type ExplanationMethodName } from '@contract/inspection/explanation'
import type { ImageSize } from '@contract/training/run-spec'

export interface ExplanationMethodFacts {
  readonly title: string
  /** What the map shows, in one or two sentences. */
  readonly meaning: string
  /** The paper. */
  readonly source: string
  /** Unit of the map's values. */
  readonly unit: string
  /** Whether values below 0 (they speak against the class) occur. */
  readonly isSigned: boolean
  /** Values for each pixel of the image; otherwise for fewer places, which are spread over the image. */
  readonly isByPixel: boolean
}

export const explanationMethods: Readonly<Record<ExplanationMethodName, ExplanationMethodFacts>> = {
  gradient: {
    title: phrase('Gradient'),
    meaning: phrase('How much the class’s logit rises when a pixel becomes a little brighter. The absolute value is the saliency: how strongly the logit depends on the pixel, whichever way.'),
    source: 'Simonyan, Vedaldi, Zisserman 2014, Deep Inside Convolutional Networks, arXiv:1312.6034',
    unit: phrase('logit per pixel value of 0 to 1'),
    isSigned: true,
    isByPixel: true,
  },
  'gradient-times-input': {
    title: phrase('Gradient times input'),
    meaning: phrase('The gradient times the pixel: to first order, what the pixel adds to the logit. Black pixels add nothing, whatever the network makes of them.'),
    source: 'Shrikumar, Greenside, Shcherbina, Kundaje 2016, Not Just a Black Box, arXiv:1605.01713',
    unit: 'logit',
    isSigned: true,
    isByPixel: true,
  },
  'smooth-grad': {
    title: 'SmoothGrad',
    meaning: phrase('The mean gradient over copies of the image with noise. What changes from copy to copy averages out, so the map is calmer than one gradient.'),
    source: 'Smilkov, Thorat, Kim, Viégas, Wattenberg 2017, SmoothGrad, arXiv:1706.03825',
    unit: phrase('logit per pixel value of 0 to 1'),
    isSigned: true,
    isByPixel: true,
  },
  'integrated-gradients': {
    title: phrase('Integrated gradients'),
    meaning: phrase('The mean gradient on the way from a black image to this one, times the pixels. The values add up to the difference between the logits of both images.'),
    source: 'Sundararajan, Taly, Yan 2017, Axiomatic Attribution for Deep Networks, arXiv:1703.01365',
    unit: 'logit',
    isSigned: true,
    isByPixel: true,
  },
  'grad-cam': {
    title: 'Grad-CAM',
    meaning: phrase('The feature maps of a convolution, each weighted by how much the class’s logit rises with it; what is below 0 is cut. Late layers show where the network looks, in coarse places.'),
    source: 'Selvaraju et al. 2017, Grad-CAM, arXiv:1610.02391',
    unit: phrase('weighted activation'),
    isSigned: false,
    isByPixel: false,
  },
  occlusion: {
    title: phrase('Occlusion'),
    meaning: phrase('How much the class’s probability falls when a square of the image is covered with the image’s mean. It uses no gradients: it tries.'),
    source: 'Zeiler, Fergus 2014, Visualizing and Understanding Convolutional Networks, arXiv:1311.2901',
    unit: phrase('probability'),
    isSigned: true,
    isByPixel: false,
  },
}

/** Edge of the square of an occlusion as a share of the image's shorter edge. */
const patchShare = 1 / 7

/**
 * A method with the values that it has until the user chooses others.
 * @param image size of the data set's images
 * @param layer the convolution of Grad-CAM: usually the last
 */
export function usualMethod(method: ExplanationMethodName, image: ImageSize, layer: string): ExplanationMethod {
  const patch = Math.min(Math.max(1, Math.round(Math.min(image.height, image.width) * patchShare)), explanationBounds.patch.max)
  const methods: { readonly [M in ExplanationMethodName]: Extract<ExplanationMethod, { readonly method: M }> } = {
    gradient: { method: 'gradient' },
    'gradient-times-input': { method: 'gradient-times-input' },
    'smooth-grad': { method: 'smooth-grad', samples: 16, noise: 0.15, seed: 0 },
    'integrated-gradients': { method: 'integrated-gradients', steps: 32 },
    'grad-cam': { method: 'grad-cam', layer },
    occlusion: { method: 'occlusion', patch, stride: Math.max(1, Math.round(patch / 2)) },
  }
  return methods[method]
}
