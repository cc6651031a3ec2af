// `cnn-lab evaluate`: evaluates a checkpoint of a run, or finds what is stored, and prints its figures.
import type { CheckpointChoice } from '@contract/api/evaluations-api'
import { splits, type Split, type Views } from '@contract/runs/evaluation'
import { datasetInfo } from '../../data/catalogue'
import { checkpointOf } from '../flags/checkpoint-flag'
import { choiceOf } from '../flags/choice'
import { viewsOfFlag } from '../flags/views-flag'
import type { JsonFlag } from '../flags/shared-options'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { evaluationText } from '../terminal/evaluation-text'

export interface EvaluateFlags extends JsonFlag {
  readonly epoch: string
  readonly split: string
  readonly views: string
  readonly corrected?: boolean
}

/** @throws LabError as `EvaluationUseCases.evaluate` does */
export async function evaluateRun(id: string, { corrected = false, json = false, ...flags }: EvaluateFlags, context: CommandContext): Promise<void> {
  const { choice, split, views } = evaluationChoice(flags)
  await withLab(context, async (lab) => {
    const { runId, name } = await lab.evaluations.evaluate(id, choice, split, views)
    const [summary, matrix] = [await lab.evaluations.evaluationSummary({ runId, name }, { corrected }), await lab.evaluations.confusionMatrix({ runId, name }, { corrected })]
    if (json) {
      const rows = Array.from({ length: matrix.classes }, (_, label) => [...matrix.counts.subarray(label * matrix.classes, (label + 1) * matrix.classes)])
      sayJson(context.stdout, { ...summary, confusionMatrix: rows })
    } else {
      say(context.stdout, evaluationText(summary, matrix, datasetInfo(summary.facts.dataset.id)))
    }
  })
}

/** Which checkpoint is evaluated, on which images, by which views of each. @throws UsageError */
export function evaluationChoice({ epoch, split, views }: Pick<EvaluateFlags, 'epoch' | 'split' | 'views'>): { readonly choice: CheckpointChoice; readonly split: Split; readonly views: Views } {
  return { choice: checkpointOf(epoch), split: choiceOf(split, splits, '--split'), views: viewsOfFlag(views) }
}
