// Every run of a lab with its epochs, newest first, for tests.
import { maxRows, newestFirstChoice } from '@contract/runs/run-query'
import type { RunRecord } from '@contract/runs/run-record'
import type { Lab } from '../lab'

export async function allRuns(lab: Lab): Promise<readonly RunRecord[]> {
  const ids = await lab.runTable.runIds(newestFirstChoice, 0, maxRows)
  return Promise.all(ids.map(async (id) => (await lab.runs.run(id)).run))
}
