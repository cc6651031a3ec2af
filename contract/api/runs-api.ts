// Calls of the page about runs: begin, steer and end them, and look at what came out.
import { z } from 'zod'
import type { CurveColumns, MergedCurves } from '../runs/curve-columns'
import type { Telemetry } from '../runs/telemetry'
import { titleSchema, type ProgressPoint, type RunRecord } from '../runs/run-record'
import { runSpecSchema } from '../training/run-spec'

/** A run with the points of its curves. */
export interface RunDetail {
  readonly run: RunRecord
  readonly points: readonly ProgressPoint[]
}

/** The form of a run's id in a call; the lab checks whether there is such a run. */
export const runIdSchema = z.string().min(1).max(200)

export const runsCallSchemas = {
  start: z.tuple([runSpecSchema, titleSchema]),
  pause: z.tuple([runIdSchema]),
  resume: z.tuple([runIdSchema]),
  trainLonger: z.tuple([runIdSchema, z.int().min(1).max(1000)]),
  stop: z.tuple([runIdSchema]),
  remove: z.tuple([runIdSchema]),
  currentRuns: z.tuple([]),
  record: z.tuple([runIdSchema]),
  curves: z.tuple([runIdSchema]),
  mergedCurves: z.tuple([runIdSchema]),
  telemetry: z.tuple([runIdSchema]),
}

export interface RunsResults {
  /** Starts a run, or queues it behind the one that goes on; second argument: title, empty for none. */
  start: RunRecord
  pause: RunRecord
  /** Goes on with a paused run, or with a stopped, failed or interrupted one from its newest whole checkpoint. */
  resume: RunRecord
  /**
   * Goes on with a completed run from its last checkpoint, for a number of further epochs; the run's settings then hold the sum. Where the
   * schedule does not depend on the number of epochs, the run ends with the same bytes as one that began with the sum.
   */
  trainLonger: RunRecord
  stop: RunRecord
  /** Deletes an ended run and its files. */
  remove: null
  /** The runs that go on or wait, and the newest of the others; newest first. */
  currentRuns: readonly RunRecord[]
  record: RunRecord
  /** Every point of a run's curves. */
  curves: CurveColumns
  /** A few thousand points of a run's curves, for charts of the whole run. */
  mergedCurves: MergedCurves
  /**
   * What its layers looked like at some of its steps; null: the run has not looked (yet). Of more than 1,000 samples come the first, every so many, and the
   * last, evenly spaced; a value between them that is higher or lower than its neighbours is left out. All stand in the run's file, and in `cnn-lab show --json --telemetry`.
   */
  telemetry: Telemetry | null
}
