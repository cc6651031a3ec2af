// Calls of the page about experiments: what one will cost, begin, steer, look at its results, write down a conclusion.
import { z } from 'zod'
import type { ExperimentEstimate } from '../experiments/experiment-estimate'
import { experimentNameSchema, experimentSizeSchema } from '../experiments/experiment-names'
import { experimentPlanSchema, mostConclusionLetters, type ExperimentRecord } from '../experiments/experiment-record'
import type { ResultRow } from '../experiments/result-row'
import { runIdSchema } from './runs-api'
import { sweepIdSchema, type DeletedSweep } from './sweeps-api'

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
  putBackExperiment: z.tuple([experimentIdSchema, z.array(sweepIdSchema).max(1000), z.array(runIdSchema).max(100_000)]),
}

/** What an experiment took along when it was deleted. */
export interface DeletedExperiment extends DeletedSweep {
  /** Ids of the sweeps that went with it. */
  readonly sweeps: readonly string[]
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
  /** Deletes an experiment that does not go on; second argument: whether its runs are deleted too, with their sweeps. All can be put back until the lab closes, and are gone for good then. */
  removeExperiment: DeletedExperiment
  /** Puts a deleted experiment back, with the sweeps and the runs that went with it. */
  putBackExperiment: null
}
