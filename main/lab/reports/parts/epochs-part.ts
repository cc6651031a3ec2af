// The results of a run, a row for each epoch.
import { splitWords } from '@common/words/split-words'
import { bestEpoch } from '@common/conclusions/verdict'
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { formatCounted, pageFormats } from '@common/words/format'
import { phrase } from '@language/phrase'
import type { ReportTable } from '@contract/reports/report-block'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult, RunRecord } from '@contract/runs/run-record'
import { folded, numberColumns } from '../blocks'
import { needsEpoch, type RunPart } from './run-part'

/** Epochs up to which the table stands open. */
const openEpochs = 30

export const epochsPart: RunPart = {
  missing: needsEpoch,
  blocks: ({ run }) => Promise.resolve(run.epochs.length === 0 ? [] : [folded(epochsTable(run), openEpochs, phrase('Results of {epochs}', { epochs: formatCounted(run.epochs.length, 'epoch') }))]),
}

export function epochsTable(run: RunRecord): ReportTable {
  const best = bestEpoch(run)
  return {
    block: 'table',
    caption: best ? phrase('Results after each epoch; strong: epoch {epoch}, which has the lowest {split} loss.', { epoch: best.epoch, split: splitWords[heldOutSplit(run.spec)] }) : phrase('Results after each epoch.'),
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
