// The parts of an experiment that train nothing: what a network costs, counted or measured.
import { z } from 'zod'
import { deviceChoiceSchema } from '../devices/devices'
import { networkSettingsSchema } from '../models/networks'
import { imageSizeSchema } from '../training/run-spec'

const networkAtSizeSchema = z.strictObject({ network: networkSettingsSchema, size: imageSizeSchema })

const batchSizesSchema = z.array(z.int().positive()).min(1)

export const analysisSpecSchema = z.discriminatedUnion('kind', [
  /** Parameters, operations, bytes of every layer in every pass, and what the roof of the device predicts of its time. Counted, at once. */
  z.strictObject({ kind: z.literal('layer-costs'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema }),
  /** Time of every layer in training and inference, from the engine's profile, beside the prediction. Measured, each in a fresh process. */
  z.strictObject({ kind: z.literal('layer-times'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, device: deviceChoiceSchema }),
  /** Time and memory of whole steps in training and inference, measured and predicted, each in a fresh process. */
  z.strictObject({ kind: z.literal('steps'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, device: deviceChoiceSchema }),
])
export type AnalysisSpec = z.infer<typeof analysisSpecSchema>
export type AnalysisKind = AnalysisSpec['kind']
