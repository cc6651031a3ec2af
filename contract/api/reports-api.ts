// Calls of the page about reports: which parts one may have, and how it will look.
import { z } from 'zod'
import type { ReportPartName } from '../reports/report-parts'
import { reportOptionsSchema, reportSubjectSchema } from '../reports/report-request'

export const reportsCallSchemas = {
  reportParts: z.tuple([reportSubjectSchema]),
  previewReport: z.tuple([reportSubjectSchema, reportOptionsSchema]),
}

/** A part that reports of such a subject may have. */
export interface PartOffer {
  readonly part: ReportPartName
  /** Why this subject cannot have it, in a sentence; null: it can. */
  readonly missing: string | null
}

export interface ReportPreview {
  /** The page as it is saved in the format `html`. */
  readonly html: string
  /** As they stand in it: the user's, or those made of the subject. */
  readonly title: string
  readonly date: string
}

export interface ReportsResults {
  /** The parts that reports of such a subject may have, in their order. */
  reportParts: readonly PartOffer[]
  /** A report as HTML. */
  previewReport: ReportPreview
}
