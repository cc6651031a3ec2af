// The charts in words, for screen readers.
import { phrase } from '@language/phrase'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { ProgressPoint, RunRecord } from '@contract/runs/run-record'
import { memoryNote } from '@common/words/run-memory'
import { splitWords } from '@common/words/split-words'
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
  const split = splitWords[heldOutSplit(run.spec)]
  const judged = last && heldOut(last)
  const when = last ? phrase('after epoch {epoch} of {epochs}', { epoch: last.epoch, epochs: run.spec.epochs }) : phrase('no epoch has ended yet')
  return {
    loss: last && judged ? phrase('Loss {when}: train {trainLoss}, {split} {loss}.', { when, trainLoss: formatLoss(last.trainLoss), split, loss: formatLoss(judged.loss) }) : phrase('Loss: {when}.', { when }),
    accuracy: last && judged
      ? phrase('Accuracy {when}: train {trainAccuracy}, {split} {accuracy}.', { when, trainAccuracy: formatPercent(last.trainAccuracy), split, accuracy: formatPercent(judged.accuracy) })
      : phrase('Accuracy: {when}.', { when }),
    imagesPerSecond: point ? phrase('Images per second, lately {rate}.', { rate: formatRate(point.imagesPerSecond) }) : phrase('Images per second.'),
    memory: point ? phrase('Memory: {note}, lately {bytes}.', { note: memoryNote(run), bytes: formatBytes(point.deviceBytes ?? point.rssBytes) }) : phrase('Memory: {note}.', { note: memoryNote(run) }),
  }
}
