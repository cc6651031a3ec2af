// Text within a report: plain, or pieces of which some are code or lead somewhere.
import { z } from 'zod'

/** Where a link may lead: into the report, or to a source that the lab itself names. */
const linkSchema = z.string().regex(/^(?:#[\w-]+|https:\/\/[^\s"'<>]+)$/)

const pieceSchema = z.strictObject({
  text: z.string(),
  isCode: z.boolean().optional(),
  /** `#id` of a section, or an address that stands in our own sources; never one of the user's. */
  link: linkSchema.optional(),
})

/** One line of text; every writer escapes it. */
export const reportTextSchema = z.union([z.string(), z.array(pieceSchema).readonly()])
export type ReportText = z.infer<typeof reportTextSchema>
