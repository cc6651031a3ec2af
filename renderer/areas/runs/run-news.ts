// What is to be announced of the run that goes on, or of the last that did.
import type { RunRecord } from '@contract/runs/run-record'
import { formatPercent } from '@common/words/format'
import { statusWords } from './status'

/**
 * The state and the last result of the newest run that does not wait: `LeNet: Training. Epoch 2 of 10: test accuracy 80.0 %.`
 * @param runs newest first
 */
export function runNews(runs: readonly RunRecord[]): string {
  const run = runs.find((candidate) => candidate.status !== 'queued')
  if (!run) return ''
  const last = run.epochs.at(-1)
  const result = last ? ` Epoch ${last.epoch} of ${run.spec.epochs}: test accuracy ${formatPercent(last.testAccuracy)}.` : ''
  return `${run.title}: ${statusWords[run.status].label}.${result}`
}
