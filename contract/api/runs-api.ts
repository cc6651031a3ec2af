// Calls of the page about runs: begin, steer and end them, and look at what came out.
import { z } from 'zod'
import { maxTitleLength, type ProgressPoint, type RunRecord } from '../runs/run-record'
import { runSpecSchema } from '../training/run-spec'

/** A run with the points of its curves. */
export interface RunDetail {
  readonly run: RunRecord
  readonly points: readonly ProgressPoint[]
}

/** An id as a page may send it; whether there is such a run, the lab knows. */
export const runIdSchema = z.string().min(1).max(200)

export const runsCallSchemas = {
  start: z.tuple([runSpecSchema, z.string().max(maxTitleLength)]),
  pause: z.tuple([runIdSchema]),
  resume: z.tuple([runIdSchema]),
  stop: z.tuple([runIdSchema]),
  remove: z.tuple([runIdSchema]),
  runs: z.tuple([]),
  run: z.tuple([runIdSchema]),
}

export interface RunsResults {
  /** Starts a run, or queues it behind the one that goes on; second argument: title, empty for none. */
  start: RunRecord
  pause: RunRecord
  /** Goes on with a paused run, or with a stopped, failed or interrupted one from its newest whole checkpoint. */
  resume: RunRecord
  stop: RunRecord
  /** Deletes an ended run and its files. */
  remove: null
  /** All runs, newest first. */
  runs: readonly RunRecord[]
  run: RunDetail
}
