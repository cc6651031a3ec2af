// Layers as data: a network is a list of such records, under PyTorch's names and with PyTorch's defaults.
import { z } from 'zod'
import { initializerNameSchema } from './initializers'

const count = z.int('must be a whole number').positive('must be at least 1')
const sizes = z.union([count, z.tuple([count, count])])
const padding = z.int('must be a whole number').min(0, 'must be at least 0')
/** Pixels on all sides; on [top and bottom, left and right]; or on each side of its own. */
const paddings = z.union([
  padding,
  z.tuple([padding, padding]),
  z.strictObject({ top: padding, left: padding, bottom: padding, right: padding }),
])
const share = z.number().min(0, 'must be at least 0').lt(1, 'must be less than 1')

const withBias = {
  /** Whether there are biases, which a batch normalisation behind makes superfluous. */
  bias: z.boolean().default(true),
  /** What the biases begin as; left out: the initialiser decides. */
  initialBias: z.number().optional(),
}

const simpleLayerSchemas = [
  z.strictObject({
    layer: z.literal('conv2d'),
    channels: count,
    kernel: sizes,
    stride: sizes.default(1),
    padding: paddings.default(0),
    dilation: sizes.default(1),
    groups: count.default(1),
    ...withBias,
  }),
  z.strictObject({ layer: z.literal('linear'), features: count, ...withBias }),
  z.strictObject({ layer: z.literal('maxPool2d'), kernel: sizes, stride: sizes.optional(), padding: paddings.default(0), ceilMode: z.boolean().default(false) }),
  z.strictObject({ layer: z.literal('avgPool2d'), kernel: sizes, stride: sizes.optional(), padding: paddings.default(0), ceilMode: z.boolean().default(false) }),
  z.strictObject({ layer: z.literal('globalAvgPool2d') }),
  z.strictObject({ layer: z.literal('batchNorm2d') }),
  z.strictObject({ layer: z.literal('dropout'), rate: share.default(0.5) }),
  z.strictObject({ layer: z.literal('flatten') }),
  z.strictObject({ layer: z.literal('relu') }),
  z.strictObject({ layer: z.literal('sigmoid') }),
  z.strictObject({ layer: z.literal('tanh') }),
] as const

type SimpleLayer = z.infer<(typeof simpleLayerSchemas)[number]>

/** What the layers compute, added to what the shortcut does; a shortcut of no layers is the input itself. */
export interface ResidualBlock {
  readonly layer: 'residual'
  readonly layers: readonly LayerRecord[]
  readonly shortcut: readonly LayerRecord[]
}

/** What the branches compute of the same input, laid one behind the other along the channels. */
export interface ParallelBlock {
  readonly layer: 'parallel'
  readonly branches: readonly (readonly LayerRecord[])[]
}

export type LayerRecord = SimpleLayer | ResidualBlock | ParallelBlock

export const layerSchema: z.ZodType<LayerRecord> = z.lazy(() =>
  z.discriminatedUnion('layer', [
    ...simpleLayerSchemas,
    z.strictObject({ layer: z.literal('residual'), layers: z.array(layerSchema), shortcut: z.array(layerSchema).default([]) }),
    z.strictObject({ layer: z.literal('parallel'), branches: z.array(z.array(layerSchema)).min(1) }),
  ]),
)

/** A network: layers from images [N, channels, height, width] to logits. */
export const networkListingSchema = z.strictObject({
  /** As titles and files name it. */
  name: z.string().min(1).max(100),
  /** Channels, height, width of the images that it is made for. */
  input: z.tuple([count, count, count]),
  /** How the first weights are drawn. */
  initializer: initializerNameSchema,
  layers: z.array(layerSchema).min(1),
})
export type NetworkListing = z.infer<typeof networkListingSchema>
