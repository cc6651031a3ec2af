// Telemetry of a run: what the outputs, gradients and weights of its layers look like at some of its steps.
import { phrase } from '@language/phrase'
import { z } from 'zod'

/**
 * The figures of a layer. `Rms` is the root of the mean square over all elements, so that layers of any size compare. A sigmoid's output counts as
 * saturated below 0.01 and above 0.99, that of tanh below -0.98 and above 0.98: there the slope of both is at most 4 % of its greatest. Outputs and
 * gradients are those of the images that a sample looks at, the update is that of the step behind it, with all of its images.
 */
export const layerFigures = {
  activationRms: { title: phrase('Size of the output'), kind: 'size', help: phrase('Root mean square of what the layer computes.') },
  zeroShare: { title: phrase('Zeros in the output'), kind: 'share', help: phrase('Share of the output that is exactly zero: units that ReLU has switched off.') },
  saturatedShare: { title: phrase('Saturated output'), kind: 'share', help: phrase('Share of the output so near a bound of sigmoid or tanh that the slope is at most 4 % of its greatest, and the gradient all but ends.') },
  notFiniteShare: { title: phrase('Not finite in the output'), kind: 'share', help: phrase('Share of the output that is no finite number any more: training has diverged.') },
  outputGradientRms: { title: phrase('Gradient of the output'), kind: 'size', help: phrase('Root mean square of the gradient of the loss by what the layer computes.') },
  weightGradientRms: { title: phrase('Gradient of the weights'), kind: 'size', help: phrase('Root mean square of the gradient of the loss by the weights of the layer.') },
  weightRms: { title: phrase('Size of the weights'), kind: 'size', help: phrase('Root mean square of the weights of the layer.') },
  updateRms: { title: phrase('Update of the weights'), kind: 'size', help: phrase('Root mean square of what the next step changes in the weights of the layer. About a thousandth of the size of the weights is usual; a hundredth is much.') },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly kind: 'size' | 'share'; readonly help: string }>>

export type LayerFigure = keyof typeof layerFigures
export const layerFigureNames = Object.keys(layerFigures) as readonly LayerFigure[]

export const telemetryLayerSchema = z.strictObject({
  /** Name as in the table of layers, e.g. `conv1`. */
  name: z.string(),
  /** Kind of layer as in lists, e.g. `conv2d`. */
  kind: z.string(),
})
export type TelemetryLayer = z.infer<typeof telemetryLayerSchema>

export const telemetrySampleSchema = z.strictObject({
  /** Steps taken before it: 0 is the network as it was drawn. */
  step: z.int().nonnegative(),
  /** Each figure of all layers, in their order; null: the layer has no such figure, or it is not a finite number. */
  figures: z.record(z.enum(layerFigureNames), z.array(z.number().nullable())),
})
export type TelemetrySample = z.infer<typeof telemetrySampleSchema>

export const telemetrySchema = z.strictObject({
  layers: z.array(telemetryLayerSchema),
  /** Images that each sample looks at. */
  images: z.int().positive(),
  /** In the order of steps. */
  samples: z.array(telemetrySampleSchema),
})
export type Telemetry = z.infer<typeof telemetrySchema>

/** Most images that a sample looks at: shares and sizes over thousands of units are steady with so many, and they cost little beside a step of training. A smaller batch is looked at whole. */
export const telemetryImages = 16

/** Name of the file in a run's folder. */
export const telemetryFile = 'telemetry.jsonl'
