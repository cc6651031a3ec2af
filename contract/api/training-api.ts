// Calls of the page about a training that is not begun yet: what it will cost.
import { z } from 'zod'
import type { Estimate } from '../training/estimate'
import { runSpecSchema } from '../training/run-spec'

export const trainingCallSchemas = {
  estimate: z.tuple([runSpecSchema, z.boolean()]),
  measureAgain: z.tuple([runSpecSchema]),
}

export interface TrainingResults {
  /**
   * Cost of a run. Second argument: whether to measure it, by a few real steps in an engine process of its own (seconds),
   * where this device has not done so yet; else the answer is at once, and a prediction where nothing was measured.
   */
  estimate: Estimate
  /** Cost of a run, measured anew: what is remembered may come from a machine that was busy. Where a run trains now, what is remembered. */
  measureAgain: Estimate
}
