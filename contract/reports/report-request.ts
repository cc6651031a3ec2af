// What the user asks a report for: of what, in which format, with which parts and words.
import { z } from 'zod'
import { reportPartSchema, usualParts, type ReportSubjectKind } from './report-parts'

const idSchema = z.string().min(1).max(200)

/** Most runs in a report. */
export const mostReportedRuns = 1000

/** Runs, each for itself; runs compared with each other; a sweep; an experiment. */
export const reportSubjectSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('runs'), ids: z.array(idSchema).min(1).max(mostReportedRuns).readonly() }),
  z.strictObject({ kind: z.literal('comparison'), ids: z.array(idSchema).min(2).max(100).readonly() }),
  z.strictObject({ kind: z.literal('sweep'), id: idSchema }),
  z.strictObject({ kind: z.literal('experiment'), id: idSchema }),
])
export type ReportSubject = z.infer<typeof reportSubjectSchema>

export const reportFormats = ['html', 'pdf', 'md', 'csv', 'json', 'ipynb'] as const
export const reportFormatSchema = z.enum(reportFormats)
export type ReportFormat = z.infer<typeof reportFormatSchema>

/** Most letters of the user's own text. */
export const mostReportLetters = 50_000

export const reportOptionsSchema = z.strictObject({
  /** Those to be in it; those that the subject does not have are passed over. */
  parts: z.array(reportPartSchema).readonly(),
  /** Empty: made of the subject. */
  title: z.string().max(200),
  author: z.string().max(200),
  course: z.string().max(200),
  /** As it shall be printed; empty: today's. */
  date: z.string().max(100),
  /** Markdown with formulas. */
  text: z.string().max(mostReportLetters),
  /** Of a PDF. */
  paper: z.enum(['a4', 'letter']),
  /** Of Markdown: whether charts stand within the file, as data, in place of files in a folder beside it. */
  isInline: z.boolean(),
})
export type ReportOptions = z.infer<typeof reportOptionsSchema>

/** What a report of such a subject is made with until the user says otherwise. */
export function usualOptions(subject: ReportSubjectKind): ReportOptions {
  return { parts: usualParts(subject), title: '', author: '', course: '', date: '', text: '', paper: 'a4', isInline: false }
}
