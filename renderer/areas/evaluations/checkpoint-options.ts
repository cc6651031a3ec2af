// The checkpoints of a run that can be chosen for an evaluation: those that are kept, and those that have been evaluated.
import { bestEpoch } from '@common/conclusions/verdict'
import { phrase } from '@language/phrase'
import type { CheckpointChoice, StoredEvaluation } from '@contract/api/evaluations-api'
import type { CheckpointInfo } from '@contract/runs/checkpoints'
import { heldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import type { Split, Views } from '@contract/runs/evaluation'
import { formatCount } from '@common/words/format'

export interface CheckpointOption {
  /** Folder of the checkpoint, which names it. */
  readonly value: string
  /** `Epoch 3, the last`. */
  readonly label: string
  /** `Epoch 3: last, best`; the best has the lowest loss on the images that judge epochs. */
  readonly short: string
  readonly checkpoint: CheckpointInfo
  /** How the lab is asked to evaluate it; null where it is not kept any more. */
  readonly choice: CheckpointChoice | null
}

/** The options, the newest first. */
export function checkpointOptions(run: RunRecord, kept: readonly CheckpointInfo[], stored: readonly StoredEvaluation[]): readonly CheckpointOption[] {
  const all = new Map<string, CheckpointInfo>()
  for (const checkpoint of [...kept, ...stored.map(({ facts }) => facts.checkpoint)]) all.set(checkpoint.folder, checkpoint)
  const best = bestEpoch(run)?.epoch
  const keptFolders = new Set(kept.map(({ folder }) => folder))
  return [...all.values()].sort((a, b) => b.step - a.step || b.epoch - a.epoch).map((checkpoint): CheckpointOption => {
    const { folder, epoch, step } = checkpoint
    const isLast = folder === run.checkpoint?.folder
    const endsEpoch = run.stepsPerEpoch !== null && epoch > 0 && step === epoch * run.stepsPerEpoch
    const isBest = endsEpoch && epoch === best
    const place = endsEpoch ? phrase('Epoch {epoch}', { epoch: formatCount(epoch) }) : phrase('Step {step}', { step: formatCount(step) })
    const label = [place, ...(isLast ? [phrase('the last')] : []), ...(isBest ? [heldOutSplit(run.spec) === 'validation' ? phrase('the lowest validation loss') : phrase('the lowest test loss')] : [])].join(phrase(', '))
    const marks = [...(isLast ? [phrase('last § of what is kept')] : []), ...(isBest ? [phrase('best § of what is kept')] : [])].join(phrase(', '))
    const short = marks === '' ? place : phrase('{place}: {marks}', { place, marks })
    const choice = !keptFolders.has(folder) ? null : isLast ? 'last' : endsEpoch ? epoch : null
    return { value: folder, label, short, checkpoint, choice }
  })
}

/** The evaluation of a checkpoint on a split by some views; undefined where none is stored. */
export function evaluationOf(stored: readonly StoredEvaluation[], folder: string, split: Split, views: Views): StoredEvaluation | undefined {
  return stored.find(({ facts }) => facts.checkpoint.folder === folder && facts.split === split && facts.views === views)
}

export const splitWords: Readonly<Record<Split, { readonly label: string; readonly images: string }>> = {
  test: { label: phrase('Test'), images: phrase('test images') },
  validation: { label: phrase('Validation'), images: phrase('validation images') },
  train: { label: phrase('Training'), images: phrase('training images') },
}
