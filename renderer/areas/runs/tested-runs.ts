// The newest runs that have a result, for what runs are compared with.
import { maxRows, newestFirstChoice } from '@contract/runs/run-query'
import type { RunRow } from '@contract/runs/run-row'
import { ask } from '../../frame/lab'

/** @param filter further words and conditions; empty: none @throws LabError */
export async function testedRuns(filter: string): Promise<readonly RunRow[]> {
  const { rows } = await ask('runTable', { ...newestFirstChoice, filter: `epochs done > 0 ${filter}` }, { offset: 0, limit: maxRows })
  return rows.flatMap((row) => (row.kind === 'run' ? [row.run] : []))
}
