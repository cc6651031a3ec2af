// The parts of an experiment that train nothing: what a network costs, counted or measured.
import { z } from 'zod'
import { deviceChoiceSchema } from '../devices/devices'
import { networkSettingsSchema } from '../models/networks'
import { imageSizeSchema } from '../training/run-spec'

const networkAtSizeSchema = z.strictObject({ network: networkSettingsSchema, size: imageSizeSchema })
export type NetworkAtSize = z.infer<typeof networkAtSizeSchema>

/** What is counted need not be trained here: images and classes may be ImageNet's. */
const countedNetworkSchema = networkAtSizeSchema.extend({ channels: z.int().positive(), classes: z.int().positive() })

const batchSizesSchema = z.array(z.int().positive()).min(1)

export const analysisSpecSchema = z.discriminatedUnion('kind', [
  /** Parameters, operations and bytes of every layer and of whole networks in every pass. Counted, at once. */
  z.strictObject({ kind: z.literal('layer-costs'), networks: z.array(countedNetworkSchema).min(1), batchSizes: batchSizesSchema }),
  /** Time of every layer in training and inference on Fashion-MNIST's images, from the engine's profile, beside what the roof of the device predicts. Measured, each in a fresh process. */
  z.strictObject({ kind: z.literal('layer-times'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, device: deviceChoiceSchema }),
  /** Time and memory of whole steps in training and inference on Fashion-MNIST's images, measured and predicted, each in a fresh process. */
  z.strictObject({ kind: z.literal('steps'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, device: deviceChoiceSchema }),
])
export type AnalysisSpec = z.infer<typeof analysisSpecSchema>
export type AnalysisKind = AnalysisSpec['kind']
