// The parts of an experiment that train nothing: what a network costs, counted or measured.
import { z } from 'zod'
import { useSchema } from '../benchmark/layer-times'
import { deviceChoiceSchema } from '../devices/devices'
import { networkSettingsSchema } from '../models/networks'
import { imageSizeSchema } from '../training/run-spec'

const networkAtSizeSchema = z.strictObject({ network: networkSettingsSchema, size: imageSizeSchema })
export type NetworkAtSize = z.infer<typeof networkAtSizeSchema>

const usesSchema = z.array(useSchema).min(1)

/** What is counted need not be trained here: images and classes may be ImageNet's. */
const countedNetworkSchema = networkAtSizeSchema.extend({ channels: z.int().positive(), classes: z.int().positive() })

const batchSizesSchema = z.array(z.int().positive()).min(1)

/** What a chip may take at most. */
export const chipBudgetSchema = z.strictObject({ squareMillimetres: z.number().positive(), watts: z.number().positive() })
export type ChipBudget = z.infer<typeof chipBudgetSchema>

export const chipDesignSchema = z.strictObject({
  /** Id of the known device whose manufacturing process is used (common/roofline/chip.ts). */
  technology: z.string(),
  flopsPerSecond: z.number().positive(),
  bytesPerSecond: z.number().positive(),
  onChipBytes: z.number().positive(),
})
export type DesignedChip = z.infer<typeof chipDesignSchema>

export const analysisSpecSchema = z.discriminatedUnion('kind', [
  /** Parameters, operations and bytes of layers, of groups of layers, or of whole networks in every pass. Counted, at once. */
  z.strictObject({ kind: z.literal('layer-costs'), by: z.enum(['layer', 'group', 'network']), networks: z.array(countedNetworkSchema).min(1), batchSizes: batchSizesSchema }),
  /** Time of every layer in training and inference on Fashion-MNIST's images, from the engine's profile, beside what the roof of the device predicts. Measured, each in a fresh process. */
  z.strictObject({ kind: z.literal('layer-times'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, uses: usesSchema, device: deviceChoiceSchema }),
  /** Time and memory of whole steps in training and inference on Fashion-MNIST's images, measured and predicted, each in a fresh process. */
  z.strictObject({ kind: z.literal('steps'), networks: z.array(networkAtSizeSchema).min(1), batchSizes: batchSizesSchema, uses: usesSchema, device: deviceChoiceSchema }),
  /** Images per second that a design of the reader's is predicted to reach with a network, beside the best design for the same area and power, and real chips. Counted, at once. */
  z.strictObject({ kind: z.literal('chips'), network: countedNetworkSchema, batchSizes: batchSizesSchema, uses: usesSchema, budget: chipBudgetSchema, design: chipDesignSchema }),
])
export type AnalysisSpec = z.infer<typeof analysisSpecSchema>
export type AnalysisKind = AnalysisSpec['kind']
