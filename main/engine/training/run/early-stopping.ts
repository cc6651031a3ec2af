// Early stopping: a run ends when its loss on the images that judge epochs has not fallen for some epochs.
// L. Prechelt, "Early stopping - but when?", 1998, the criterion UP in its simplest form: a number of epochs without a new lowest loss.
import { bestEpoch } from '@common/conclusions/verdict'
import { phrase } from '@language/phrase'
import { heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'
import { heldOutLoss } from './held-out-loss'

/**
 * Why a run ends after these epochs, in two sentences for its user; null where it goes on. The answer depends only on the results, so that
 * a resumed run ends at the same epoch as one that was never stopped.
 * @param spec its patience: epochs without a lower loss after which a run ends; null: never
 */
export function earlyEnd(epochs: readonly EpochResult[], spec: Pick<RunSpec, 'patience' | 'dataset'>): string | null {
  const { patience } = spec
  const [best, last] = [bestEpoch({ epochs: [...epochs] }), epochs.at(-1)]
  if (patience === null || !best || !last || last.epoch - best.epoch < patience) return null
  const values = { last: last.epoch, best: best.epoch, loss: heldOutLoss[heldOutSplit(spec)] }
  return patience === 1
    ? phrase('Stopped early after epoch {last}: for the epoch the {loss} has not fallen below that of epoch {best}, the best. The checkpoint of epoch {best} is kept.', values)
    : phrase('Stopped early after epoch {last}: for {patience} epochs the {loss} has not fallen below that of epoch {best}, the best. The checkpoint of epoch {best} is kept.', { ...values, patience })
}
