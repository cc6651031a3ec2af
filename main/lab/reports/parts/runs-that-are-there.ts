// The runs of a subject by their ids; those that the user has deleted meanwhile are left out, as what they gave is kept with the subject.
import { LabError } from '@contract/problem'
import type { RunRecord } from '@contract/runs/run-record'
import type { ReportSources } from '../report-sources'

/** @throws LabError `store/damaged` */
export async function runsThatAreThere(ids: readonly string[], { runs }: Pick<ReportSources, 'runs'>): Promise<ReadonlyMap<string, RunRecord>> {
  const found = new Map<string, RunRecord>()
  for (const id of new Set(ids)) {
    try {
      found.set(id, await runs.record(id))
    } catch (error) {
      if (!(error instanceof LabError && error.code === 'run/unknown')) throw error
    }
  }
  return found
}
