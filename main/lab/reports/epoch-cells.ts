// The results of an epoch as a row of a table, the same in the terminal and in every report.
import type { EpochResult } from '@contract/runs/run-record'
import { duration, loss, percent, rate } from './wording'

export const epochTitles = ['epoch', 'train loss', 'train accuracy', 'test loss', 'test accuracy', 'images/s', 'time'] as const

/** One cell for each of {@link epochTitles}. */
export function epochCells(result: EpochResult): string[] {
  return [
    String(result.epoch),
    loss(result.trainLoss),
    percent(result.trainAccuracy),
    loss(result.testLoss),
    percent(result.testAccuracy),
    rate(result.imagesPerSecond),
    duration(result.seconds),
  ]
}
