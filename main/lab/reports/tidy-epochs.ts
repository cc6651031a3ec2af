// Results of runs for other programs: a row for each epoch of each run.
import type { TidyTable } from '@contract/reports/report-document'
import { heldOutOfAll } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'

type EpochColumn = 'epoch' | 'trainLoss' | 'trainAccuracy' | 'testLoss' | 'testAccuracy' | 'validationLoss' | 'validationAccuracy' | 'imagesPerSecond' | 'seconds'

const judgedColumns = {
  test: ['testLoss', 'testAccuracy'],
  validation: ['validationLoss', 'validationAccuracy'],
  'held-out': ['testLoss', 'testAccuracy', 'validationLoss', 'validationAccuracy'],
} as const satisfies Readonly<Record<ReturnType<typeof heldOutOfAll>, readonly EpochColumn[]>>

/** A cell is null where the epochs of a run are judged by other images. */
export function tidyEpochs(runs: readonly RunRecord[]): TidyTable {
  const columns: readonly EpochColumn[] = ['epoch', 'trainLoss', 'trainAccuracy', ...judgedColumns[heldOutOfAll(runs.map(({ spec }) => spec))], 'imagesPerSecond', 'seconds']
  const cellsOf = (result: EpochResult): readonly (number | null)[] => {
    const figures: Partial<Record<EpochColumn, number>> = result
    return columns.map((column) => figures[column] ?? null)
  }
  return {
    columns: ['run', 'title', ...columns],
    rows: runs.flatMap(({ id, title, epochs }) => epochs.map((result) => [id, title, ...cellsOf(result)])),
  }
}
