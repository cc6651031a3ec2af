// A report as data: title, sections of blocks, the tidy table of its numbers, and what repeats it. Each format has a writer that reads nothing else.
import { z } from 'zod'
import { runSpecSchema } from '../training/run-spec'
import { reportBlockSchema } from './report-block'
import { reportPartSchema } from './report-parts'

/** Version of the form of reports in JSON; a change that breaks readers counts it up. */
export const reportVersion = 1

export const reportSectionSchema = z.strictObject({
  /** For links within the report: letters, digits, hyphens. */
  id: z.string().regex(/^[a-zA-Z][\w-]*$/),
  title: z.string(),
  /** The part that it is; null: part of what every report has. */
  part: reportPartSchema.nullable(),
  blocks: z.array(reportBlockSchema).readonly(),
  get sections() {
    return z.array(reportSectionSchema).readonly()
  },
})
export type ReportSection = z.infer<typeof reportSectionSchema>

/** Numbers for other programs: one row an observation, one column a variable. Cells of text are the user's or ours, numbers are in base units. */
export const tidyTableSchema = z.strictObject({
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()])).readonly()).readonly(),
})
export type TidyTable = z.infer<typeof tidyTableSchema>

export const reportDocumentSchema = z.strictObject({
  format: z.literal('cnn-lab-report'),
  version: z.literal(reportVersion),
  subject: z.enum(['run', 'runs', 'comparison', 'sweep', 'experiment']),
  title: z.string(),
  /** Second line under the title: what it is a report of. */
  subtitle: z.string(),
  author: z.string(),
  course: z.string(),
  /** As it shall be printed. */
  date: z.string(),
  /** ISO 8601; when the report was made. */
  madeAt: z.string(),
  labVersion: z.string(),
  sections: z.array(reportSectionSchema).readonly(),
  data: tidyTableSchema,
  /** What repeats it: each run's settings by its id, as `cnn-lab train --spec` reads them. */
  specs: z.record(z.string(), runSpecSchema),
})
export type ReportDocument = z.infer<typeof reportDocumentSchema>
