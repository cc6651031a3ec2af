// The results of an epoch as a row of a table, the same in the window, in the terminal and in every report.
import { phrase } from '@language/phrase'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import type { Formats } from './formats'
import { splitWords } from './split-words'

export function epochTitles(spec: Pick<RunSpec, 'dataset'>): readonly string[] {
  const split = splitWords[heldOutSplit(spec)]
  return [phrase('epoch'), phrase('train loss'), phrase('train accuracy'), phrase('{split} loss', { split }), phrase('{split} accuracy', { split }), phrase('images/s'), phrase('time')]
}

/** One cell for each of {@link epochTitles}. */
export function epochCells(result: EpochResult, { formatDuration, formatLoss, formatPercent, formatRate }: Formats): string[] {
  const { loss, accuracy } = heldOut(result)
  return [
    String(result.epoch),
    formatLoss(result.trainLoss),
    formatPercent(result.trainAccuracy),
    formatLoss(loss),
    formatPercent(accuracy),
    formatRate(result.imagesPerSecond),
    formatDuration(result.seconds),
  ]
}
