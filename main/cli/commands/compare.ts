// `cnn-lab compare`: evaluates what has not been evaluated yet, and prints runs side by side.
import { phrase } from '@language/phrase'
import { comparisonOf, type Comparison, type EvaluatedRun } from '@common/comparison/comparison'
import { meanAndSpread } from '@common/statistics/mean-and-spread'
import { welchTest } from '@common/statistics/welch'
import { UsageError } from '../flags/usage-error'
import { say, sayJson, withLab, type CommandContext } from '../terminal/command-context'
import { comparisonText } from '../terminal/comparison-text'
import { evaluationChoice, type EvaluateFlags } from './evaluate'

export type CompareFlags = EvaluateFlags

/** @throws LabError as `EvaluationUseCases.evaluate` does; UsageError for fewer than two runs */
export async function compareRuns(ids: readonly string[], flags: CompareFlags, context: CommandContext): Promise<void> {
  const wanted = [...new Set(ids)]
  if (wanted.length < 2) throw new UsageError(phrase('Name two different runs or more.'))
  const { choice, split, views } = evaluationChoice(flags)
  const view = { corrected: flags.corrected ?? false }
  await withLab(context, async (lab) => {
    const runs: EvaluatedRun[] = []
    for (const id of wanted) {
      const { runId, name } = await lab.evaluations.evaluate(id, choice, split, views)
      const evaluation = { runId, name }
      runs.push({ run: await lab.runs.record(id), summary: await lab.evaluations.evaluationSummary(evaluation, view), answers: await lab.evaluations.evaluationAnswers(evaluation, view) })
    }
    const comparison = comparisonOf(runs)
    if (flags.json) sayJson(context.stdout, asJson(comparison))
    else say(context.stdout, comparisonText(comparison, context.stdout))
  })
}

function asJson({ runs, settings, pairs, groups }: Comparison): object {
  const [first] = groups
  return {
    runs: runs.map(({ run: { id, title }, summary: { name, facts, accuracy, loss, topK, macro, calibration, corrections } }) => ({
      ...{ run: id, title, evaluation: name, facts, accuracy, loss, topK, macro, expectedCalibrationError: calibration.expectedError, corrections },
    })),
    settings: settings.map(({ path, label, cells }) => ({ setting: path, label, values: cells })),
    pairs,
    groups: groups.map((group) => ({ ...group, ...meanAndSpread(group.accuracies), welch: first && first !== group ? welchTest(first.accuracies, group.accuracies) : null })),
  }
}
