// A part of the report of a run.
import { phrase } from '@language/phrase'
import type { ReportedRun } from './reported-run'
import type { SubjectPart } from './subject-part'

export interface RunPart extends SubjectPart<ReportedRun> {
  /** For parts that runs may have in common: those with the same key have one section together. */
  readonly shared?: {
    readonly key: (reported: ReportedRun) => string
    /** What tells the section from others of its part. */
    readonly title: (reported: ReportedRun) => string
    /** Of runs with the same key: what may differ all the same, and the note where it does. */
    readonly variants?: { readonly key: (reported: ReportedRun) => string; readonly note: string }
  }
}

/** For parts that need an epoch that has ended. */
export const needsEpoch = ({ run }: ReportedRun): Promise<string | null> => Promise.resolve(run.epochs.length > 0 ? null : phrase('The run has not ended an epoch.'))

/** For parts that draw curves. */
export const needsPoints = async (reported: ReportedRun): Promise<string | null> => ((await reported.points()).length > 0 ? null : phrase('The run has not begun to train.'))
