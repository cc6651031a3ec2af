// The sentence that screen readers announce about the current run, or about the last one.
import { phrase } from '@language/phrase'
import { heldOut, heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import { formatPercent } from '@common/words/format'
import { splitWords } from '@common/words/split-words'
import { statusWords } from './status'

/**
 * State and last result of the newest run that is not in the queue: `LeNet: Training. Epoch 2 of 10: test accuracy 80.0 %.`
 * @param runs newest first
 */
export function runNews(runs: readonly RunRecord[]): string {
  const run = runs.find((candidate) => candidate.status !== 'queued')
  if (!run) return ''
  const last = run.epochs.at(-1)
  const state = { run: run.title, status: statusWords[run.status].label }
  if (!last) return phrase('{run}: {status}.', state)
  const [split, accuracy] = [splitWords[heldOutSplit(run.spec)], formatPercent(heldOut(last).accuracy)]
  return phrase('{run}: {status}. Epoch {epoch} of {epochs}: {split} accuracy {accuracy}.', { ...state, epoch: last.epoch, epochs: run.spec.epochs, split, accuracy })
}
