// A part of the report of a run.
import type { ReportSection } from '@contract/reports/report-document'
import type { ReportedRun } from './reported-run'

export interface RunPart {
  /** Why the run does not have the part, in a sentence; null: it has it. Looks, and measures nothing. */
  readonly missing: (reported: ReportedRun) => Promise<string | null>
  /** Null where there is nothing to tell. */
  readonly section: (reported: ReportedRun) => Promise<ReportSection | null>
}

/** For parts that every run has. */
export const alwaysThere = (): Promise<null> => Promise.resolve(null)

/** For parts that need an epoch that has ended. */
export const needsEpoch = ({ run }: ReportedRun): Promise<string | null> => Promise.resolve(run.epochs.length > 0 ? null : 'The run has not ended an epoch.')
