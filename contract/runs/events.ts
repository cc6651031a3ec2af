// What the lab tells while runs go on and where own networks change; the window draws it and `cnn-lab train --json` prints it.
import { z } from 'zod'
import { datasetIdSchema } from '../data/datasets'
import { importProgressSchema } from '../data/imports'
import { downloadProgressSchema } from '../data/known-datasets'
import { experimentRecordSchema } from '../experiments/experiment-record'
import { sweepPointSchema, sweepSummarySchema } from '../sweeps/sweep-record'
import { longInspectionSchema } from '../inspection/long-inspection'
import { splitSchema } from './evaluation'
import { queueStateSchema } from './run-queue'
import { epochResultSchema, progressPointSchema, runRecordSchema } from './run-record'

export const labEventSchema = z.discriminatedUnion('type', [
  /** Status, checkpoint or summary of a run changed (a new run included). */
  z.strictObject({ type: z.literal('run'), run: runRecordSchema }),
  /** At most ten a second. */
  z.strictObject({ type: z.literal('progress'), runId: z.string(), point: progressPointSchema }),
  /** The evaluation at the end of an epoch goes on: images done of all. */
  z.strictObject({ type: z.literal('evaluating'), runId: z.string(), done: z.int(), total: z.int() }),
  z.strictObject({ type: z.literal('epoch'), runId: z.string(), result: epochResultSchema }),
  z.strictObject({ type: z.literal('removed'), runId: z.string() }),
  /** What the table of runs shows changed otherwise than by the progress of a run: tags, notes, pins, sizes of files, deleted runs. */
  z.strictObject({ type: z.literal('run-table') }),
  /** A sweep is new, or changed: its summary, and those of its points that changed. At most ten a second for each sweep. */
  z.strictObject({ type: z.literal('sweep'), sweep: sweepSummarySchema, points: z.array(sweepPointSchema) }),
  z.strictObject({ type: z.literal('sweep-removed'), sweepId: z.string() }),
  /** An experiment is new, or changed: its record; its results may have grown. */
  z.strictObject({ type: z.literal('experiment'), experiment: experimentRecordSchema }),
  z.strictObject({ type: z.literal('experiment-removed'), experimentId: z.string() }),
  /** An evaluation of a run is being made on demand: images done of all. */
  z.strictObject({ type: z.literal('evaluation-progress'), runId: z.string(), name: z.string(), done: z.int(), total: z.int() }),
  /** An evaluation of a run was made. */
  z.strictObject({ type: z.literal('evaluated'), runId: z.string(), name: z.string() }),
  /** A long question about what a network sees is being answered: images or steps done of all. */
  z.strictObject({ type: z.literal('inspection-progress'), question: longInspectionSchema, done: z.int(), total: z.int() }),
  /** A data set is being downloaded. */
  z.strictObject({ type: z.literal('download-progress'), progress: downloadProgressSchema }),
  /** Near-duplicates of a data set are being looked for: images done of all. */
  z.strictObject({ type: z.literal('near-duplicates-progress'), dataset: datasetIdSchema, done: z.int(), total: z.int() }),
  /** A run is trained again to verify it: steps done of all. */
  z.strictObject({ type: z.literal('verifying'), runId: z.string(), step: z.int(), steps: z.int() }),
  /** A label of a data set, known by its fingerprint, was corrected, or a correction taken back. */
  z.strictObject({ type: z.literal('label-corrections'), dataset: z.string(), split: splitSchema }),
  /** The queue changed: its order, its choices, or what a restart left to decide. */
  z.strictObject({ type: z.literal('queue'), queue: queueStateSchema }),
  /** An own network was saved, renamed, removed or put back, here or by another process. */
  z.strictObject({ type: z.literal('own-networks') }),
  /** An ONNX file of this name is being read and checked; null: none is any more. */
  z.strictObject({ type: z.literal('network-file'), name: z.string().nullable() }),
  /** The import of a data set goes on. At most ten a second. */
  z.strictObject({ type: z.literal('import-progress'), progress: importProgressSchema }),
  /** Data sets were imported or removed: the catalogue is to be asked for again. */
  z.strictObject({ type: z.literal('datasets') }),
])
export type LabEvent = z.infer<typeof labEventSchema>
