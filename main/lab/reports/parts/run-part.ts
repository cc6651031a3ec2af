// A part of the report of a run.
import type { ReportBlock } from '@contract/reports/report-block'
import type { ReportedRun } from './reported-run'

export interface RunPart {
  /** Why the run does not have the part, in a sentence; null: it has it. Looks, and measures nothing. */
  readonly missing: (reported: ReportedRun) => Promise<string | null>
  /** None where there is nothing to tell. @throws LabError what keeps the part from being made, which the report then says in its place */
  readonly blocks: (reported: ReportedRun) => Promise<readonly ReportBlock[]>
  /** For parts that runs may have in common: those with the same key have one section together. */
  readonly shared?: {
    readonly key: (reported: ReportedRun) => string
    /** What tells the section from others of its part. */
    readonly title: (reported: ReportedRun) => string
  }
}

/** For parts that every run has. */
export const alwaysThere = (): Promise<null> => Promise.resolve(null)

/** For parts that need an epoch that has ended. */
export const needsEpoch = ({ run }: ReportedRun): Promise<string | null> => Promise.resolve(run.epochs.length > 0 ? null : 'The run has not ended an epoch.')

/** For parts that draw curves. */
export const needsPoints = async (reported: ReportedRun): Promise<string | null> => ((await reported.points()).length > 0 ? null : 'The run has not begun to train.')
