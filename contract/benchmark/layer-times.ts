// The time of every layer of a network in one batch, as ONNX Runtime's profile tells it.
import { z } from 'zod'

/** The gradients of inputs and weights together are one pass here: an operator may compute both. */
export const timedPasses = ['forward', 'backward', 'update'] as const
export type TimedPass = (typeof timedPasses)[number]

const secondsSchema = z.number().nonnegative()

/** `direct`: the sum that a convolution is defined as. */
export const convolutionAlgorithms = ['direct', 'fourier', 'winograd'] as const
export type ConvolutionAlgorithm = (typeof convolutionAlgorithms)[number]

export const layerTimesSchema = z.strictObject({
  /** In the order of the layers, then of the passes; a layer has no entry for a pass in which no operator of its own ran. */
  layers: z.array(
    z.strictObject({
      /** Name of the layer as in the network's analysis. */
      layer: z.string(),
      pass: z.enum(timedPasses),
      seconds: secondsSchema,
    }),
  ),
  /** How each convolution is computed in the step of a run with these settings, in the order of the layers; empty in inference. */
  convolutions: z.array(z.strictObject({ layer: z.string(), algorithm: z.enum(convolutionAlgorithms) })),
  /** Taking the images of the batch out of the data set, scaling and resizing them. */
  imagesSeconds: secondsSchema,
  /** The loss with its gradient. */
  lossSeconds: secondsSchema,
  /** What belongs to no layer, or cannot be told: counting correct answers, operators that ONNX Runtime inserts between layers. */
  otherSeconds: secondsSchema,
  /** Of all operators. */
  totalSeconds: secondsSchema,
})
export type LayerTimes = z.infer<typeof layerTimesSchema>

/** What a network is used for: training steps, or the forward pass of a network that is trained. */
export const uses = ['training', 'inference'] as const
export const useSchema = z.enum(uses)
export type Use = z.infer<typeof useSchema>
