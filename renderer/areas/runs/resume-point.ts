// Where an ended run can go on.
import { phrase } from '@language/phrase'
import type { RunRecord } from '@contract/runs/run-record'
import { formatCount } from '@common/words/format'

/** Where an ended run can go on, e.g. `epoch 3`, `step 1,204` or `the end of epoch 10`; null where it has no checkpoint. */
export function resumePoint(run: RunRecord): string | null {
  if (!run.checkpoint) return null
  const { epoch, step } = run.checkpoint
  if (epoch === run.spec.epochs) return phrase('the end of epoch {epoch}', { epoch })
  const atEnd = run.stepsPerEpoch !== null && step === epoch * run.stepsPerEpoch
  return atEnd ? phrase('epoch {epoch}', { epoch: epoch + 1 }) : phrase('step {step}', { step: formatCount(step) })
}
