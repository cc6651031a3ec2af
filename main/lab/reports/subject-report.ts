// What a builder makes of one kind of subject; title, author and the user's own text are added to each in the same way.
import type { ReportDocument } from '@contract/reports/report-document'
import type { ReportPartName, ReportSubjectKind } from '@contract/reports/report-parts'
import type { ReportOptions, ReportSubject } from '@contract/reports/report-request'
import type { ReportSources } from './report-sources'

/** `title` stands where the user gives none. `sections` are in the order of the table of parts. */
export type SubjectReport = Pick<ReportDocument, 'subject' | 'title' | 'subtitle' | 'sections' | 'data' | 'specs'>

/** Parts that a subject does not have, each with the reason in a sentence. */
export type MissingParts = Partial<Record<ReportPartName, string>>

export type SubjectOf<Kind extends ReportSubjectKind> = Extract<ReportSubject, { readonly kind: Kind }>

export interface SubjectReporter<Kind extends ReportSubjectKind> {
  /** Gathers only what the ticked parts need. @throws LabError where there is no such subject */
  readonly report: (subject: SubjectOf<Kind>, options: ReportOptions, sources: ReportSources) => Promise<SubjectReport>
  /** Looks what there is; measures nothing. @throws as `report` does */
  readonly missing: (subject: SubjectOf<Kind>, sources: ReportSources) => Promise<MissingParts>
}
