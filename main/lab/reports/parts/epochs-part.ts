// The results of a run, a row for each epoch.
import { bestEpoch } from '@common/conclusions/verdict'
import { epochCells, epochTitles } from '@common/words/epoch-cells'
import { pageFormats } from '@common/words/format'
import type { EpochResult } from '@contract/runs/run-record'
import { needsEpoch, type RunPart } from './run-part'

/** The numbers behind the cells of an epoch, in the order of `epochTitles`. */
const numbersOf = ({ epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, imagesPerSecond, seconds }: EpochResult): readonly number[] =>
  [epoch, trainLoss, trainAccuracy, testLoss, testAccuracy, imagesPerSecond, seconds]

export const epochsPart: RunPart = {
  missing: needsEpoch,
  section: (reported) => {
    const { epochs } = reported.run
    const best = bestEpoch(reported.run)
    if (!best) return Promise.resolve(null)
    return Promise.resolve(reported.section('epochs', [{
      block: 'table',
      caption: `Results after each epoch; the lowest test loss, after epoch ${best.epoch}, is strong.`,
      columns: epochTitles.map((title) => ({ title, kind: 'number' })),
      rows: epochs.map((result) => {
        const numbers = numbersOf(result)
        return epochCells(result, pageFormats).map((text, column) => ({ text, value: numbers[column] ?? null, ...(result === best && { isStrong: true }) }))
      }),
    }]))
  },
}
