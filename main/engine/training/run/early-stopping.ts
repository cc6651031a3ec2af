// Early stopping: a run ends when its loss on the images that judge epochs has not fallen for some epochs.
// L. Prechelt, "Early stopping - but when?", 1998, the criterion UP in its simplest form: a number of epochs without a new lowest loss.
import { bestEpoch } from '@common/conclusions/verdict'
import { heldOutSplit } from '@contract/runs/held-out'
import type { EpochResult } from '@contract/runs/run-record'
import type { RunSpec } from '@contract/training/run-spec'

/**
 * Why a run ends after these epochs, in two sentences for its user; null where it goes on. The answer depends only on the results, so that
 * a resumed run ends at the same epoch as one that was never stopped.
 * @param spec its patience: epochs without a lower loss after which a run ends; null: never
 */
export function earlyEnd(epochs: readonly EpochResult[], spec: Pick<RunSpec, 'patience' | 'dataset'>): string | null {
  const { patience } = spec
  const [best, last] = [bestEpoch({ epochs: [...epochs] }), epochs.at(-1)]
  if (patience === null || !best || !last || last.epoch - best.epoch < patience) return null
  const since = patience === 1 ? 'the epoch' : `${patience} epochs`
  return `Stopped early after epoch ${last.epoch}: for ${since} the ${heldOutSplit(spec)} loss has not fallen below that of epoch ${best.epoch}, the best. The checkpoint of epoch ${best.epoch} is kept.`
}
