// `--epoch`: which checkpoint of a run is meant.
import { phrase } from '@language/phrase'
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import { runSettings } from '@contract/training/settings/run-settings'
import { countOf } from './count-flag'

export const checkpointFlag = ['--epoch <n>', phrase('the checkpoint: `last`, `best` by its test (or validation) loss, or that of an epoch'), 'last'] as const

/** @throws UsageError */
export function checkpointOf(epoch: string): CheckpointChoice {
  return epoch === 'last' || epoch === 'best' ? epoch : countOf(epoch, '--epoch', runSettings.epochs.max)
}
