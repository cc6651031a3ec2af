// The charts in words, for screen readers.
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { memoryNote } from '@common/words/run-memory'
import { formatBytes, formatLoss, formatPercent, formatRate } from '@common/words/format'

export interface ChartSummaries {
  readonly loss: string
  readonly accuracy: string
  readonly imagesPerSecond: string
  readonly memory: string
}

/** The newest values of each chart, in a sentence. */
export function chartSummaries(run: RunRecord, point: ProgressPoint | null): ChartSummaries {
  const last = run.epochs.at(-1)
  const split = heldOutSplit(run.spec)
  const judged = last && heldOut(last)
  const when = last ? `after epoch ${last.epoch} of ${run.spec.epochs}` : 'no epoch has ended yet'
  return {
    loss: last && judged ? `Loss ${when}: train ${formatLoss(last.trainLoss)}, ${split} ${formatLoss(judged.loss)}.` : `Loss: ${when}.`,
    accuracy: last && judged
      ? `Accuracy ${when}: train ${formatPercent(last.trainAccuracy)}, ${split} ${formatPercent(judged.accuracy)}.`
      : `Accuracy: ${when}.`,
    imagesPerSecond: point ? `Images per second, lately ${formatRate(point.imagesPerSecond)}.` : 'Images per second.',
    memory: point ? `Memory: ${memoryNote(run)}, lately ${formatBytes(point.deviceBytes ?? point.rssBytes)}.` : `Memory: ${memoryNote(run)}.`,
  }
}
