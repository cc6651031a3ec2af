// The results of a run, a row for each epoch.
import { bestEpoch } from '@common/conclusions/verdict'
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { formatCounted, pageFormats } from '@common/words/format'
import type { ReportTable } from '@contract/reports/report-block'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { folded, numberColumns } from '../blocks'
import { needsEpoch, type RunPart } from './run-part'

/** Epochs up to which the table stands open. */
const openEpochs = 30

export const epochsPart: RunPart = {
  missing: needsEpoch,
  blocks: ({ run }) => Promise.resolve(run.epochs.length === 0 ? [] : [folded(epochsTable(run), openEpochs, `Results of ${formatCounted(run.epochs.length, 'epoch')}`)]),
}

export function epochsTable(run: RunRecord): ReportTable {
  const best = bestEpoch(run)
  return {
    block: 'table',
    caption: `Results after each epoch${best ? `; strong: epoch ${best.epoch}, which has the lowest ${heldOutSplit(run.spec)} loss` : ''}.`,
    columns: numberColumns(...epochTitles(run.spec)),
    rows: run.epochs.map((result) => {
      const numbers = numbersOf(result)
      return epochCells(result, pageFormats).map((text, column) => ({ text, value: numbers[column] ?? null, ...(result === best && { isStrong: true }) }))
    }),
  }
}

/** The numbers behind the cells of an epoch, in the order of `epochTitles`. */
function numbersOf(result: EpochResult): readonly number[] {
  const { epoch, trainLoss, trainAccuracy, imagesPerSecond, seconds } = result
  const { loss, accuracy } = heldOut(result)
  return [epoch, trainLoss, trainAccuracy, loss, accuracy, imagesPerSecond, seconds]
}
