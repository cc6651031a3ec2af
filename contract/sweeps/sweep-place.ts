// Where the points of a sweep are computed.
import { z } from 'zod'

export const sweepPlaceSchema = z.discriminatedUnion('kind', [
  /** In the queue of runs of this lab. */
  z.strictObject({ kind: z.literal('local') }),
])
export type SweepPlace = z.infer<typeof sweepPlaceSchema>
