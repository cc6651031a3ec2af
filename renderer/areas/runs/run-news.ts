// The sentence that screen readers announce about the current run, or about the last one.
import { phrase } from '@language/phrase'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { formatPercent } from '@common/words/format'
import { statusWords } from './status'

/**
 * State and last result of the newest run that is not in the queue: `LeNet: Training. Epoch 2 of 10: test accuracy 80.0 %.`
 * @param runs newest first
 */
export function runNews(runs: readonly RunRecord[]): string {
  const run = runs.find((candidate) => candidate.status !== 'queued')
  if (!run) return ''
  const last = run.epochs.at(-1)
  const result = last ? phrase(' Epoch {epoch} of {epochs}: {heldOutSplit} accuracy {accuracy}.', { epoch: last.epoch, epochs: run.spec.epochs, heldOutSplit: heldOutSplit(run.spec), accuracy: formatPercent(heldOut(last).accuracy) }) : ''
  return `${run.title}: ${statusWords[run.status].label}.${result}`
}
