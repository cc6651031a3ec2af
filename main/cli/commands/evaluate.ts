// `cnn-lab evaluate`: evaluates a checkpoint of a run, or finds what is stored, and prints its figures.
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import { splits, type Split } from '@contract/runs/evaluation'
import { datasetInfo } from '../../data/catalogue'
import { checkpointOf } from '../flags/checkpoint-flag'
import { choiceOf } from '../flags/choice'
import type { JsonFlag } from '../flags/shared-options'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { evaluationText } from '../terminal/evaluation-text'

export interface EvaluateFlags extends JsonFlag {
  readonly epoch: string
  readonly split: string
  readonly corrected?: boolean
}

/** @throws LabError as `EvaluationUseCases.evaluate` does */
export async function evaluateRun(id: string, { epoch, split, corrected = false, json = false }: EvaluateFlags, context: CommandContext): Promise<void> {
  const { choice, split: part } = evaluationChoice({ epoch, split })
  await withLab(context, async (lab) => {
    const { runId, name } = await lab.evaluations.evaluate(id, choice, part)
    const [summary, matrix] = [await lab.evaluations.evaluationSummary({ runId, name }, { corrected }), await lab.evaluations.confusionMatrix({ runId, name }, { corrected })]
    if (json) {
      const rows = Array.from({ length: matrix.classes }, (_, label) => [...matrix.counts.subarray(label * matrix.classes, (label + 1) * matrix.classes)])
      sayJson(context.stdout, { ...summary, confusionMatrix: rows })
    } else {
      say(context.stdout, evaluationText(summary, matrix, datasetInfo(summary.facts.dataset.id)))
    }
  })
}

/** Which checkpoint is evaluated, and on which images. @throws UsageError */
export function evaluationChoice({ epoch, split }: Pick<EvaluateFlags, 'epoch' | 'split'>): { readonly choice: CheckpointChoice; readonly split: Split } {
  return { choice: checkpointOf(epoch), split: choiceOf(split, splits, '--split') }
}
