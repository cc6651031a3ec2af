// Where the points of a sweep are computed.
import { z } from 'zod'
import { slurmOptionsSchema } from './slurm-options'

/** On a cluster through SLURM. */
const slurmPlaceSchema = z.strictObject({ kind: z.literal('slurm'), ...slurmOptionsSchema.shape })
export type SlurmPlace = z.infer<typeof slurmPlaceSchema>

export const sweepPlaceSchema = z.discriminatedUnion('kind', [
  /** In the queue of runs of this lab. */
  z.strictObject({ kind: z.literal('local') }),
  slurmPlaceSchema,
])
export type SweepPlace = z.infer<typeof sweepPlaceSchema>
