// What the command line and the Electron that prints for it have in common: the files of a job.
import { z } from 'zod'
import { reportOptionsSchema } from '@contract/reports/report-request'

/** Names of files in the folder of a job. */
export const printJobFiles = {
  /** What is to be printed, from the command line. */
  job: 'job.json',
  pdf: 'report.pdf',
  /** Why there is no PDF. */
  problem: 'problem.json',
  /** Chromium's own files. */
  profile: 'profile',
} as const

export const printJobSchema = z.strictObject({ html: z.string(), paper: reportOptionsSchema.shape.paper, title: z.string() })
export type PrintJob = z.infer<typeof printJobSchema>
