// Calls of the page about sweeps: what one will cost, begin, steer, extend and look at it.
import { z } from 'zod'
import type { SweepEstimate } from '../sweeps/sweep-estimate'
import { sweepPlaceSchema } from '../sweeps/sweep-place'
import type { SweepRecord, SweepSummary } from '../sweeps/sweep-record'
import { sweepSpecSchema } from '../sweeps/sweep-spec'
import { runIdSchema } from './runs-api'

/** The form of a sweep's id in a call; the lab checks whether there is such a sweep. */
export const sweepIdSchema = z.string().min(1).max(200)

export const sweepsCallSchemas = {
  sweeps: z.tuple([]),
  sweep: z.tuple([sweepIdSchema]),
  estimateSweep: z.tuple([sweepSpecSchema]),
  startSweep: z.tuple([sweepSpecSchema, sweepPlaceSchema]),
  pauseSweep: z.tuple([sweepIdSchema]),
  resumeSweep: z.tuple([sweepIdSchema]),
  extendSweep: z.tuple([sweepIdSchema, sweepSpecSchema]),
  retryPoint: z.tuple([sweepIdSchema, z.int().positive()]),
  retryFailed: z.tuple([sweepIdSchema]),
  collectSweep: z.tuple([sweepIdSchema]),
  removeSweep: z.tuple([sweepIdSchema, z.boolean()]),
  putBackSweep: z.tuple([sweepIdSchema, z.array(runIdSchema).max(100_000)]),
}

/** What a sweep took along when it was deleted. */
export interface DeletedSweep {
  /** Ids of the runs that went with it. */
  readonly runs: readonly string[]
  /** Bytes of their files, as far as they were measured. */
  readonly bytes: number
}

export interface SweepsResults {
  /** All sweeps without their points, the newest first. */
  sweeps: readonly SweepSummary[]
  /** A sweep with its points. */
  sweep: SweepRecord
  /** What a sweep will cost, and which of its points cannot be trained. */
  estimateSweep: SweepEstimate
  /** Starts a sweep, whose points then go through the queue of runs, or to a cluster. */
  startSweep: SweepSummary
  /** Holds a sweep: runs that go on stop with a checkpoint, and no other begins. */
  pauseSweep: SweepSummary
  /** Goes on with a paused or interrupted sweep. */
  resumeSweep: SweepSummary
  /** Gives a sweep more values, points, seeds or epochs: points that were trained already are kept, and are not trained again. */
  extendSweep: SweepSummary
  /** Trains one failed or stopped point again. */
  retryPoint: SweepSummary
  /** Trains every failed point again. */
  retryFailed: SweepSummary
  /** Takes in at once what a cluster has done of a sweep. */
  collectSweep: SweepRecord
  /** Deletes a sweep that does not go on; second argument: whether its runs are deleted too. Both can be put back until the lab closes, and are gone for good then. */
  removeSweep: DeletedSweep
  /** Puts a deleted sweep back, with the runs that went with it. */
  putBackSweep: null
}
