// Calls of the page about the cost of a run before it starts.
import { z } from 'zod'
import type { Estimate } from '../training/estimate'
import { runSpecSchema } from '../training/run-spec'

export const trainingCallSchemas = {
  estimate: z.tuple([runSpecSchema, z.boolean()]),
  measureAgain: z.tuple([runSpecSchema]),
}

export interface TrainingResults {
  /**
   * Cost of a run. Second argument: whether to measure it, by a few real steps (takes seconds), where it was not measured on this device yet;
   * otherwise the answer comes at once, and is a prediction where nothing was measured.
   */
  estimate: Estimate
  /** Cost of a run, measured again: the remembered measurement may come from a busy machine. While a run trains, the remembered cost. */
  measureAgain: Estimate
}
