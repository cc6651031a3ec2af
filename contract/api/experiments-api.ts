// Calls of the page about experiments: what one will cost, begin, steer, look at its results, write down a conclusion.
import { z } from 'zod'
import type { ExperimentEstimate } from '../experiments/experiment-estimate'
import { experimentNameSchema, experimentSizeSchema } from '../experiments/experiment-names'
import { experimentPlanSchema, mostConclusionLetters, type ExperimentRecord } from '../experiments/experiment-record'
import type { ResultRow } from '../experiments/result-row'

/** The form of an experiment's id in a call; the lab checks whether there is such an experiment. */
export const experimentIdSchema = z.string().min(1).max(200)

/** Null: as the definition has it. */
const planSchema = experimentPlanSchema.nullable()

export const experimentsCallSchemas = {
  experiments: z.tuple([]),
  experiment: z.tuple([experimentIdSchema]),
  experimentResults: z.tuple([experimentIdSchema]),
  estimateExperiment: z.tuple([experimentNameSchema, experimentSizeSchema, planSchema, experimentIdSchema.nullable()]),
  startExperiment: z.tuple([experimentNameSchema, experimentSizeSchema, planSchema]),
  extendExperiment: z.tuple([experimentIdSchema, experimentSizeSchema, planSchema]),
  pauseExperiment: z.tuple([experimentIdSchema]),
  resumeExperiment: z.tuple([experimentIdSchema]),
  repeatExperimentPoint: z.tuple([experimentIdSchema, z.string(), z.int().positive()]),
  saveConclusion: z.tuple([experimentIdSchema, z.string().max(mostConclusionLetters)]),
  removeExperiment: z.tuple([experimentIdSchema, z.boolean()]),
}

export interface ExperimentsResults {
  /** All that were begun, the newest first; of one experiment there may be several. */
  experiments: readonly ExperimentRecord[]
  experiment: ExperimentRecord
  /** The rows of all parts, as far as they are done. */
  experimentResults: readonly ResultRow[]
  /** What an experiment will cost; last argument: one that is begun, whose points are not run again. */
  estimateExperiment: ExperimentEstimate
  startExperiment: ExperimentRecord
  /** Goes on to a larger size, or to a changed plan: points that are there already are kept, and are not run twice. */
  extendExperiment: ExperimentRecord
  /** Holds it: runs that go on stop with a checkpoint, and no other begins. */
  pauseExperiment: ExperimentRecord
  resumeExperiment: ExperimentRecord
  /** Runs one failed or stopped point of a part again. */
  repeatExperimentPoint: ExperimentRecord
  saveConclusion: ExperimentRecord
  /** Forgets an experiment that does not go on; second argument: whether its runs are deleted too. */
  removeExperiment: null
}
