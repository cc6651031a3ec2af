// The address of a report's page: it names what the report is of.
import { reportSubjectSchema, type ReportSubject } from '@contract/reports/report-request'
import type { LocationQuery, RouteLocationRaw } from 'vue-router'

/** Names of the routes that show a report. */
export const reportRoutes: readonly string[] = ['report', 'experiment-report']

/** Ids of runs, or the id of a sweep or an experiment. */
const idsOf = (subject: ReportSubject): readonly string[] => ('ids' in subject ? subject.ids : [subject.id])

/** The page with the report of a subject; an experiment's stays within the view of experiments. */
export const reportAddress = (subject: ReportSubject): RouteLocationRaw => ({
  name: subject.kind === 'experiment' ? 'experiment-report' : 'report',
  query: { kind: subject.kind, ids: idsOf(subject).join(',') },
})

/** What a report's page is asked to be of; null where the address names nothing that a report can be of. */
export function subjectOf({ kind, ids: named }: LocationQuery): ReportSubject | null {
  const ids = [...new Set(typeof named === 'string' ? named.split(',').filter((id) => id !== '') : [])]
  return reportSubjectSchema.safeParse(kind === 'runs' || kind === 'comparison' ? { kind, ids } : { kind, id: ids[0] }).data ?? null
}

/** By which the words of a report are kept: the same for the same things. */
export const subjectKey = (subject: ReportSubject): string => `${subject.kind} ${idsOf(subject).join(',')}`
