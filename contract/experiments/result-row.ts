// A row of an experiment's results, alike for runs and for what was counted or measured: charts, tables and sentences read nothing else.
import { z } from 'zod'
import { pointStatusSchema } from '../sweeps/sweep-record'
import { axisValueSchema } from '../sweeps/axis'

export const resultRowSchema = z.strictObject({
  /** Name of the part of the experiment. */
  part: z.string(),
  /** What tells it from the other rows of its part: values of settings by their paths; of an analysis also `layer`, `pass` and the like. */
  values: z.record(z.string(), axisValueSchema),
  /** Of a run; null: nothing was drawn. */
  seed: z.int().nonnegative().nullable(),
  /** Id of its run; null: it has none (yet). */
  run: z.string().nullable(),
  /** Number of its point in the sweep or analysis of the part, from 1: by it a point is run again. */
  point: z.int().positive().nullable(),
  status: pointStatusSchema,
  /** By name, in base units (seconds, bytes, shares of 1); null: not known yet. */
  figures: z.record(z.string(), z.number().nullable()),
})
export type ResultRow = z.infer<typeof resultRowSchema>
