// What the lab keeps of an experiment that was begun: its size, its parts as they are run, and the reader's own conclusion.
import { z } from 'zod'
import { problemSchema } from '../problem'
import { pointCountsSchema } from '../sweeps/sweep-record'
import { sweepSpecSchema } from '../sweeps/sweep-spec'
import { analysisSpecSchema } from './analysis'
import { experimentNameSchema, experimentSizeSchema } from './experiment-names'

/** What is run in a part: a sweep, or an analysis. */
export const partWorkSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sweep'), sweep: sweepSpecSchema }),
  z.strictObject({ kind: z.literal('analysis'), analysis: analysisSpecSchema }),
])
export type PartWork = z.infer<typeof partWorkSchema>

/** The work of every part by the part's name; the definition's for the size, or as the reader has changed it. */
export const experimentPlanSchema = z.record(z.string(), partWorkSchema)
export type ExperimentPlan = z.infer<typeof experimentPlanSchema>

export const experimentStatusSchema = z.enum([
  'running',
  /** Held by the user. */
  'paused',
  /** The lab ended while it went on; it can go on. */
  'interrupted',
  /** Every part has ended, though some points may have failed. */
  'completed',
])
export type ExperimentStatus = z.infer<typeof experimentStatusSchema>

export const experimentPartSchema = z.strictObject({
  /** Name of the part in the experiment's definition. */
  name: z.string(),
  work: partWorkSchema,
  /** Id of the sweep that trains it; null: an analysis, or a part whose turn has not come. */
  sweep: z.string().nullable(),
  status: z.enum(['waiting', 'running', 'paused', 'interrupted', 'completed', 'failed']),
  counts: pointCountsSchema,
  /** Of the failed points those whose training diverged: what the experiment found out, and no fault. */
  diverged: z.int().nonnegative(),
  /** Why a part could not be done. */
  problem: problemSchema.nullable(),
})
export type ExperimentPart = z.infer<typeof experimentPartSchema>

/** Whether points of a part have failed by a fault, and are worth repeating. */
export const hasFaults = ({ counts, diverged }: Pick<ExperimentPart, 'counts' | 'diverged'>): boolean => counts.failed > diverged

export const experimentRecordSchema = z.strictObject({
  /** Unique in this lab, e.g. `batch-size-1`. */
  id: z.string(),
  name: experimentNameSchema,
  size: experimentSizeSchema,
  status: experimentStatusSchema,
  /** Whether the plan is the definition's, or was changed by the reader. */
  isChanged: z.boolean(),
  parts: z.array(experimentPartSchema),
  /** ISO 8601, UTC. */
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  /** Expected time to its end, in seconds; null: not known. */
  secondsLeft: z.number().nonnegative().nullable(),
  /** The reader's own conclusion: Markdown with formulas. */
  conclusion: z.string(),
})
export type ExperimentRecord = z.infer<typeof experimentRecordSchema>

/** Most letters of a conclusion. */
export const mostConclusionLetters = 100_000
