// Why a network answers so: what the score of a class depends on in one image, by several methods.
import { z } from 'zod'
import { numberSchema } from '../training/settings/value-schema'
import { planesShape } from './planes'

/** Bounds of what the methods ask for. */
export const explanationBounds = {
  samples: { kind: 'count', min: 1, max: 256 },
  noise: { kind: 'share', min: 0, max: 1 },
  seed: { kind: 'count', min: 0, max: 2 ** 32 - 1 },
  steps: { kind: 'count', min: 1, max: 256 },
  patch: { kind: 'count', unit: 'px', min: 1, max: 512 },
  stride: { kind: 'count', unit: 'px', min: 1, max: 512 },
} as const
const { samples, noise, seed, steps, patch, stride } = explanationBounds

/** The weights that are used: those of the network, or for comparison drawn anew (Adebayo et al. 2018, Sanity Checks for Saliency Maps): a method whose picture stays the same shows the image, not what was learnt. */
export const explainedWeightsSchema = z.enum(['trained', 'randomised'])
export type ExplainedWeights = z.infer<typeof explainedWeightsSchema>

export const explanationMethodSchema = z.discriminatedUnion('method', [
  /** The gradient of the class's logit by the pixels (Simonyan et al. 2014). Its absolute value is the page's business. */
  z.strictObject({ method: z.literal('gradient') }),
  /** The gradient times the pixels. */
  z.strictObject({ method: z.literal('gradient-times-input') }),
  /** The mean gradient over noisy copies (Smilkov et al. 2017); noise: standard deviation as a share of the range of the image's pixels, from the darkest to the brightest. */
  z.strictObject({ method: z.literal('smooth-grad'), samples: numberSchema(samples), noise: numberSchema(noise), seed: numberSchema(seed) }),
  /** The mean gradient on the way from black to the image, times the pixels (Sundararajan et al. 2017), by the midpoint rule. */
  z.strictObject({ method: z.literal('integrated-gradients'), steps: numberSchema(steps) }),
  /** Grad-CAM (Selvaraju et al. 2017) of a convolution: its maps, weighted by their mean gradients, cut at 0. */
  z.strictObject({ method: z.literal('grad-cam'), layer: z.string() }),
  /**
   * How much the class's probability falls when a square is covered with the mean of the image, of each channel (Zeiler & Fergus 2014). Patch
   * (edge of the square) and stride: pixels of the data set's images. The image is divided into cells of stride x stride pixels, the last ones
   * perhaps smaller, and the middle of the square is put onto the middle of each in turn; what reaches beyond the image is cut off.
   */
  z.strictObject({ method: z.literal('occlusion'), patch: numberSchema(patch), stride: numberSchema(stride) }),
])
export type ExplanationMethod = z.infer<typeof explanationMethodSchema>
export type ExplanationMethodName = ExplanationMethod['method']

export const explanationWantedSchema = z.strictObject({
  method: explanationMethodSchema,
  /** Class whose score is explained; null: the one that the network answers with its trained weights. */
  class: z.int().nonnegative().nullable(),
  weights: explainedWeightsSchema,
})
export type ExplanationWanted = z.infer<typeof explanationWantedSchema>

export const explanationSchema = z.strictObject({
  class: z.int().nonnegative(),
  /** Of the class, of the weights that were used. */
  probability: z.number(),
  logit: z.number(),
  /**
   * The map, positive where the image speaks for the class. For gradients it has the channels and the size of the data set's images, in units of the logit for pixels in 0..1;
   * for Grad-CAM one channel with the places of the layer, for occlusion one with the cells in which the square is put.
   */
  ...planesShape,
  /** What else there is to know, in sentences, e.g. by how much integrated gradients miss the difference of the logits. */
  notes: z.array(z.string()),
})
export type Explanation = z.infer<typeof explanationSchema>
