// The results of an epoch as a row of a table, the same in the window, in the terminal and in every report.
import type { EpochResult } from '@contract/runs/run-record'
import type { Formats } from './formats'

export const epochTitles = ['epoch', 'train loss', 'train accuracy', 'test loss', 'test accuracy', 'images/s', 'time'] as const

/** One cell for each of {@link epochTitles}. */
export function epochCells(result: EpochResult, { formatDuration, formatLoss, formatPercent, formatRate }: Formats): string[] {
  return [
    String(result.epoch),
    formatLoss(result.trainLoss),
    formatPercent(result.trainAccuracy),
    formatLoss(result.testLoss),
    formatPercent(result.testAccuracy),
    formatRate(result.imagesPerSecond),
    formatDuration(result.seconds),
  ]
}
