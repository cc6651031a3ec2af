// The checkpoint of a run that a choice names: where it stands in the run, and whether it is kept.
import { splitWords } from '@common/words/split-words'
import { bestEpoch } from '@common/conclusions/verdict'
import { phrase } from '@language/phrase'
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import { LabError } from '@contract/problem'
import { checkpointAt, type CheckpointInfo } from '@contract/runs/checkpoints'
import { heldOutSplit, type HeldOutSplit } from '@contract/runs/held-out'
import type { RunRecord } from '@contract/runs/run-record'
import type { LabStore } from '../store/lab-store'

/** The place of a checkpoint in its run, whether it is kept or not. @throws LabError `run/no-checkpoint`, `run/no-such-epoch` */
export function chosenCheckpoint(run: RunRecord, choice: CheckpointChoice): CheckpointInfo {
  const epoch = choice === 'best' ? bestEpoch(run)?.epoch : choice
  if (epoch === 'last' || epoch === undefined) {
    if (epoch === 'last' && run.checkpoint) return run.checkpoint
    throw new LabError('run/no-checkpoint', choice === 'best' ? phrase('Run {id} has no whole epoch yet.', { id: run.id }) : phrase('Run {id} has no checkpoint yet.', { id: run.id }), phrase('Let it train for an epoch, or pause it.'))
  }
  if (run.stepsPerEpoch === null || epoch > run.epochs.length) {
    throw new LabError('run/no-such-epoch', phrase('Run {id} has not ended an epoch {epoch}; it has ended {epochs}.', { id: run.id, epoch, epochs: run.epochs.length }), phrase('Choose an epoch that has ended.'))
  }
  return checkpointAt(epoch, epoch * run.stepsPerEpoch)
}

/**
 * @param folder of the run
 * @throws LabError `run/epoch-not-kept` where a checkpoint is gone or does not look whole; it says which are kept
 */
export async function assertKept(run: RunRecord, checkpoint: CheckpointInfo, folder: string, checkpoints: LabStore['checkpoints']): Promise<void> {
  if (await checkpoints.isKept(folder, checkpoint)) return
  const message = phrase('The checkpoint of {place} of run {id} is not kept, or is damaged.', { place: placeOf(checkpoint, run), id: run.id })
  throw new LabError('run/epoch-not-kept', message, remedyOf((await checkpoints.kept(folder)).map((kept) => placeOf(kept, run)), heldOutSplit(run.spec)))
}

/** An epoch where the checkpoint is that of its end, else a step. */
function placeOf({ epoch, step }: CheckpointInfo, { stepsPerEpoch }: RunRecord): string {
  return stepsPerEpoch === null || step === epoch * stepsPerEpoch ? phrase('epoch {epoch}', { epoch }) : phrase('step {step}', { step })
}

function remedyOf(kept: readonly string[], judgedBy: HeldOutSplit): string {
  const [newest, ...others] = kept
  if (newest === undefined) return phrase('None is kept: train the run again with the same settings, it ends with the same network.')
  const split = splitWords[judgedBy]
  return others.length === 0
    ? phrase('Kept is that of {newest}: the last ones, and the best one by its {split} loss.', { newest, split })
    : phrase('Kept are those of {others} and {newest}: the last ones, and the best one by its {split} loss.', { others: others.toReversed().join(phrase(', ')), newest, split })
}
