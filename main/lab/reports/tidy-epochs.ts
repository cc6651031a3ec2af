// Results of runs for other programs: a row for each epoch of each run.
import type { TidyTable } from '@contract/reports/report-document'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'

const epochColumns = ['epoch', 'trainLoss', 'trainAccuracy', 'testLoss', 'testAccuracy', 'imagesPerSecond', 'seconds'] as const satisfies readonly (keyof EpochResult)[]

export function tidyEpochs(runs: readonly RunRecord[]): TidyTable {
  return {
    columns: ['run', 'title', ...epochColumns],
    rows: runs.flatMap(({ id, title, epochs }) => epochs.map((result) => [id, title, ...epochColumns.map((column) => result[column])])),
  }
}
